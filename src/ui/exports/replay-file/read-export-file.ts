import { isOldToken, NAMED_LINES } from '../../../contract/file-run.ts'
import { serverNow } from '../../kit/time/server-clock.ts'
import { readLine } from './read-line.ts'

/** The contents of a file as far as the page needs them. */
export interface FileContents {
  /** Lines with an event that can be read. */
  events: number
  broken: number
  /** Tokens that are older than the API keeps events. */
  old: number
  /** The first broken lines, with their reasons. */
  reported: readonly { line: number; reason: string }[]
  /** Events by subscription id, where the file names one. */
  subscriptions: ReadonlyMap<string, number>
  /** Tokens by audience: endpoints with a blank between, an empty text where a token has none. */
  audiences: ReadonlyMap<string, number>
}

/** Bytes read at once, so that a file of gigabytes fits. */
const PIECE = 1024 * 1024

/**
 * Reads the file of an export, NDJSON (API 10), without holding it. `onRead` gets the bytes read so far; it rejects
 * when `signal` aborts or the file cannot be read any more.
 */
export async function readExportFile(
  file: Blob,
  { signal, onRead }: { signal: AbortSignal; onRead: (bytes: number) => void },
): Promise<FileContents> {
  const reported: { line: number; reason: string }[] = []
  const subscriptions = new Map<string, number>()
  const audiences = new Map<string, number>()
  const contents = { events: 0, broken: 0, old: 0 }
  const now = serverNow()
  let number = 0
  const take = (text: string) => {
    number++
    if (text.trim() === '') return
    const line = readLine(text)
    if (typeof line === 'string') {
      contents.broken++
      if (reported.length < NAMED_LINES) reported.push({ line: number, reason: line })
      return
    }
    contents.events++
    if (line.issuedAt !== undefined && isOldToken(line.issuedAt, now)) contents.old++
    if (line.subscription) count(subscriptions, line.subscription)
    count(audiences, line.audience.join(' '))
  }
  const decoder = new TextDecoder()
  let rest = ''
  for (let at = 0; at < file.size; at += PIECE) {
    signal.throwIfAborted()
    const bytes = await file.slice(at, at + PIECE).arrayBuffer()
    const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) take(line)
    onRead(Math.min(at + PIECE, file.size))
  }
  take(rest + decoder.decode())
  return { ...contents, reported, subscriptions, audiences }
}

const count = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1)
