/** A console as this process: its log, its end by a signal, and its last words when it crashes. */
import { setTimeout as sleep } from 'node:timers/promises'
import { createLog, type Log } from '../config/log.ts'
import { createLogDestination, type LogDestination } from '../config/log-destination.ts'
import type { ConsoleServer } from '../server.ts'
import { EXIT } from './command.ts'
import { failureOf } from './failure.ts'
import { WORDS } from './words.ts'

export interface ServiceOptions {
  /** The place of the log: a file, or a descriptor. */
  log: string | number
  /** The ways to choose another port, in words. */
  port: string
}

/** The longest that an end waits for the reader of the log, in milliseconds. */
const PATIENCE = 1000

/**
 * Starts a console and ends the process with it: 0 at SIGTERM or Ctrl-C, otherwise with a reason on standard error. `start`
 * gets the log of the level that it asks for.
 */
export async function runService(
  options: ServiceOptions,
  start: (logTo: (level: string, instance?: string) => Log) => Promise<Pick<ConsoleServer, 'stop'>>,
): Promise<never> {
  let written: { log: Log; to: LogDestination } | undefined
  const logTo = (level: string, instance?: string, place = options.log): Log => {
    const to = createLogDestination(place, instance)
    const log = createLog(level, to, instance)
    written = { log, to }
    return log
  }
  // What a mistake of ours left is taken up again at the next start.
  process.on('uncaughtException', (error: unknown) => {
    const log = written?.log ?? logTo('info', undefined, process.stdout.fd)
    log.fatal({ err: error }, 'crashed')
    written?.to.writeLast()
    if (typeof options.log === 'string') process.stderr.write(`${WORDS.crashed}\n`)
    process.exit(EXIT.failed)
  })
  // A terminal or a file that takes no more text is no reason to end.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
  const running = await start(logTo).catch((error: unknown) => giveUp(error, options))
  const signal = await new Promise<NodeJS.Signals>((asked) => {
    const stop = (name: NodeJS.Signals) => {
      process.removeListener('SIGINT', stop).removeListener('SIGTERM', stop)
      asked(name)
    }
    process.on('SIGINT', stop).on('SIGTERM', stop)
  })
  try {
    // A person at a terminal does not wait for a load balancer.
    await running.stop({ drain: signal === 'SIGTERM' })
  } catch (error) {
    giveUp(error, options)
  }
  await Promise.race([written?.to.drained(), sleep(PATIENCE)])
  process.exit(EXIT.done)
}

/** Says in words why the console did not start or end well, and ends the process. */
const giveUp = (error: unknown, { port }: ServiceOptions): never => {
  const { text, code } = failureOf(error)
  const busy = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
  const words = code === EXIT.failed ? WORDS.notStarted(text) : text
  process.stderr.write(`${words}\n${busy ? `${WORDS.portTaken(port)}\n` : ''}`)
  process.exit(code)
}
