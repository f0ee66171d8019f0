import { openSync, write, writeSync } from 'node:fs'
import { processMembers } from './log.ts'

/** The place that log lines go to. A place that takes none costs lines, never the service. */
export interface LogDestination {
  /** Takes a line; it is written soon. */
  write(line: string): void
  /** Writes at once what is left: the last thing that a process does. */
  writeLast(): void
  /** Resolves when every line is written or lost. */
  drained(): Promise<void>
}

/** Characters that wait at most: a reader that is slow for a while loses nothing. */
const MOST_WAITING = 4 * 2 ** 20
/** The pause before a pipe that is full is tried again. */
const AGAIN_MILLISECONDS = 100

/**
 * Makes the destination of a log: an open file descriptor, or the path of a file to append to. Lines that cannot be written,
 * because the disk is full for instance, are dropped and counted; when there is room again, a line says how many.
 */
export function createLogDestination(to: number | string, instance?: string): LogDestination {
  const fd = typeof to === 'number' ? to : openSync(to, 'a', 0o600)
  let waiting: string[] = []
  let size = 0
  let lost = 0
  /** True while the last line stands there in part. */
  let torn = false
  let gone = false
  let writing: Promise<void> | undefined

  /** Returns all that waits, after a word on what was lost before it. */
  const take = () => {
    const [lines, told] = [waiting, lost]
    waiting = []
    size = 0
    const text = `${torn ? '\n' : ''}${told > 0 ? lostLine(told, instance) : ''}${lines.join('')}`
    return { text, lines: lines.length, told }
  }
  const writeWaiting = async () => {
    while (waiting.length > 0 && !gone) {
      const { text, lines, told } = take()
      try {
        for (let rest = Buffer.from(text); rest.length > 0; ) {
          rest = rest.subarray(await writeSome(fd, rest))
          torn = rest.length > 0
        }
        lost -= told
      } catch (error) {
        lost += lines
        gone = error instanceof Error && 'code' in error && error.code === 'EPIPE'
      }
    }
    writing = undefined
  }

  return {
    write(line) {
      if (gone) return
      if (size > MOST_WAITING) {
        lost += 1
        return
      }
      waiting.push(line)
      size += line.length
      writing ??= writeWaiting()
    },
    writeLast() {
      try {
        writeSync(fd, take().text)
      } catch {
        // There is nobody left to tell.
      }
    },
    async drained() {
      await writing
    },
  }
}

const lostLine = (lost: number, instance: string | undefined): string => {
  const members = { level: 'warn', time: new Date(), ...processMembers(instance) }
  return `${JSON.stringify({ ...members, lost, msg: 'log lines were lost' })}\n`
}

const writeSome = (fd: number, bytes: Buffer): Promise<number> =>
  new Promise((done, failed) => {
    const attempt = () =>
      write(fd, bytes, (error, count) => {
        if (error?.code === 'EAGAIN') setTimeout(attempt, AGAIN_MILLISECONDS)
        else if (error) failed(error)
        else done(count)
      })
    attempt()
  })
