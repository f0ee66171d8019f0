import { FILE_LIMITS, NAMED_LINES } from '../../../contract/file-run.ts'
import type { Problem } from '../../../contract/problem.ts'
import type { TokenVerifier } from '../../../upstream/verify-token.ts'
import { unusableLine } from '../../words/unusable-lines.ts'
import { type FileLimits, linesOf } from './file-lines.ts'
import { type ExportRecord, recordIn } from './record.ts'

/** The contents of an export file. `fields` names the lines that cannot be used, at most `NAMED_LINES`; `bad` counts them all. */
export interface ExportFileContents {
  /** One record for each token and event: the first of its lines that can be used. */
  records: ExportRecord[]
  /** The number of lines that are not empty. */
  lines: number
  bad: number
  fields: NonNullable<Problem['fields']>
}

/** The number of signatures that are checked at once. */
const AT_ONCE = 64

interface Numbered {
  number: number
  record: ExportRecord
}

/**
 * Reads an export file as failed events of one subscription. Every token has to be signed by the customer's published
 * keys: a file passes through many hands, and the console posts nothing that Identity Cloud did not make.
 */
export async function readExportFile(
  body: AsyncIterable<Uint8Array>,
  { subscriptionId, verify, limits = FILE_LIMITS }: ReadOptions,
): Promise<ExportFileContents> {
  const wrong: { number: number; reason: string }[] = []
  const found: Numbered[] = []
  let lines = 0
  for await (const { number, text } of linesOf(body, limits)) {
    lines += 1
    const finding = recordIn(text, subscriptionId)
    if ('record' in finding) found.push({ number, record: finding.record })
    else wrong.push({ number, reason: finding.reason })
  }
  const records = createDistinct()
  for (let at = 0; at < found.length; at += AT_ONCE) {
    const some = found.slice(at, at + AT_ONCE)
    const reasons = await Promise.all(some.map(({ record }) => whyNotGenuine(verify, record)))
    for (const [index, { number, record }] of some.entries()) {
      const reason = reasons[index] ?? records.add(record)
      if (reason !== undefined) wrong.push({ number, reason })
    }
  }
  const fields = wrong
    .toSorted((one, other) => one.number - other.number)
    .slice(0, NAMED_LINES)
    .map(({ number, reason }) => ({ name: `line ${number}`, reason }))
  return { records: records.all, lines, bad: wrong.length, fields }
}

/**
 * Keeps the first record of each token and event, told by what is signed: a line can bear any id. `add` returns why a
 * record cannot be used.
 */
const createDistinct = () => {
  const all: ExportRecord[] = []
  const tokens = new Set<string>()
  const events = new Set<string>()
  const lines = new Map<string, ExportRecord>()
  return {
    all,
    add(record: ExportRecord): string | undefined {
      const signed = record.signedId?.toLowerCase()
      if (tokens.has(record.tokenId) || (signed !== undefined && events.has(signed))) return undefined
      const other = lines.get(record.eventId.toLowerCase())
      if (other && (other.signedId === null || signed === undefined)) return undefined
      if (other) return unusableLine.idOfOther
      tokens.add(record.tokenId)
      if (signed !== undefined) events.add(signed)
      lines.set(record.eventId.toLowerCase(), record)
      all.push(record)
      return undefined
    },
  }
}

export interface ReadOptions {
  subscriptionId: string
  verify: TokenVerifier
  limits?: FileLimits
}

/** Returns why a token is not accepted. Its audience is left to the listener: the endpoint may have changed since. */
const whyNotGenuine = async (verify: TokenVerifier, { token, audience }: ExportRecord): Promise<string | undefined> => {
  const checked = await verify(token, audience)
  if (!checked) return unusableLine.tokenUnreadable
  const { result, explanation } = checked.verification
  return result === 'verified' ? undefined : unusableLine.tokenNotGenuine(explanation)
}
