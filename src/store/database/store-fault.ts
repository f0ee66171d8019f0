import { codeOf } from './store-error.ts'

/** The ways in which a store that was open can fail its user. */
export type StoreFaultKind = 'away' | 'read-only' | 'full' | 'busy'

/** The store cannot do now what it was asked for; nothing is wrong with the question. The cause is the engine's error. */
export class StoreFault extends Error {
  override name = 'StoreFault'
  readonly kind: StoreFaultKind
  /** The code of the engine or of the operating system, '' when it gave none. */
  readonly code: string

  constructor(kind: StoreFaultKind, cause: unknown) {
    const detail = cause instanceof Error ? cause.message : String(cause)
    super(`The store ${WORDS[kind]}: ${detail}`, { cause })
    this.kind = kind
    this.code = codeOf(cause)
  }
}

const WORDS: Record<StoreFaultKind, string> = {
  away: 'cannot be reached',
  'read-only': 'is read-only',
  full: 'is full',
  busy: 'is held by another program',
}

/** Primary result codes of SQLite. A damaged file, or one that is gone, is as good as away. */
const SQLITE: Record<number, StoreFaultKind> = {
  5: 'busy',
  6: 'busy',
  8: 'read-only',
  10: 'away', // SQLITE_IOERR
  11: 'away', // SQLITE_CORRUPT
  13: 'full',
  14: 'away', // SQLITE_CANTOPEN
  26: 'away', // SQLITE_NOTADB
}

/** SQLSTATEs of PostgreSQL and classes of them; the longest that fits counts. */
const SQLSTATES: [prefix: string, kind: StoreFaultKind][] = [
  ['25006', 'read-only'],
  ['25P03', 'away'], // a transaction that idled too long: its connection was ended
  ['25P04', 'away'],
  ['53100', 'full'],
  ['08', 'away'],
  ['53', 'away'],
  ['57P', 'away'],
  ['58', 'away'],
]

/** Codes of the operating system for a connection that is not there, or no more. */
const NETWORK =
  /^(E(CONN\w+|PIPE|TIMEDOUT|HOST(UNREACH|DOWN)|NET(UNREACH|DOWN|RESET)|NOTFOUND|AI_AGAIN)|ENOENT|EACCES)$/

/** The words of `pg` for the same, which have no code. */
const LOST = /connection (terminated|error)|not queryable|read timeout|timeout exceeded|connection timeout|discarded/i

/** Returns an error of either engine as the fault of the store that it is; any other error as it came. */
export function asStoreFault(error: unknown): unknown {
  const kind = kindOf(error)
  return kind === undefined ? error : new StoreFault(kind, error)
}

/** Does work that a reader can do without: a store that cannot be written just now can still be read. */
export async function whileWritable(work: () => Promise<unknown>): Promise<void> {
  await work().catch((error: unknown) => {
    if (!(error instanceof StoreFault)) throw error
  })
}

function kindOf(error: unknown): StoreFaultKind | undefined {
  if (!(error instanceof Error) || error instanceof StoreFault) return undefined
  if ('errcode' in error) return SQLITE[Number(error.errcode) & 0xff]
  const code = codeOf(error)
  if (NETWORK.test(code)) return 'away'
  if (code.length === 5) return SQLSTATES.find(([prefix]) => code.startsWith(prefix))?.[1]
  return LOST.test(error.message) ? 'away' : undefined
}
