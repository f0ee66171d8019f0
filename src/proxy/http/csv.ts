import { attachment } from './attachment.ts'
import { createTurns } from './turns.ts'

/** Nothing, a number, or a text that anybody may have written. */
export type CsvValue = string | number | null

/**
 * A sign that makes a spreadsheet calculate, full-width ones too (East Asian versions take them for the others), after
 * anything that is not seen.
 */
const SIGN = String.raw`[\p{White_Space}\p{Cc}\p{Cf}]*[=+\-@\u2212\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b]`
/** A beginning that is calculated, or that a spreadsheet drops before it reads on. */
const BEGINS = new RegExp(`^(${SIGN}|[\\t\\r\\n])`, 'u')
/** The place where a program begins a new field that splits at `;`, at tabs or at line ends whatever stands in quotes. */
const BEGINS_INSIDE = new RegExp(`([;\\t\\r\\n])(?="*${SIGN})`, 'gu')

/**
 * Returns one line of a CSV file (RFC 4180), with its end. Every text is in quotes, and one that a spreadsheet would take
 * for a formula gets an apostrophe before it, for texts come from events and from people; numbers are ours.
 */
export function csvLine(values: readonly CsvValue[]): string {
  return `${values.map(fieldOf).join(',')}\r\n`
}

const fieldOf = (value: CsvValue): string => {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const text = value.replace(BEGINS_INSIDE, "$1'")
  return `"${BEGINS.test(value) ? "'" : ''}${text.replaceAll('"', '""')}"`
}

/** Tells a spreadsheet that the file is UTF-8. */
const BYTE_ORDER_MARK = '\ufeff'

/** Columns by their heading. */
export type CsvColumns<Row> = Record<string, (row: Row) => CsvValue>

const LINES_PER_CHUNK = 250
/** Reading and writing lines holds up the process as long as the store is SQLite: all files of it share one row. */
const turns = createTurns()

/** Yields a CSV file with its headings while it is read: some lines at a time, never the whole. */
export async function* csvFile<Row>(columns: CsvColumns<Row>, rows: AsyncIterable<Row>): AsyncGenerator<string> {
  const cells = Object.values(columns)
  let [text, lines] = [BYTE_ORDER_MARK + csvLine(Object.keys(columns)), 0]
  let endTurn = await turns()
  try {
    for await (const row of rows) {
      text += csvLine(cells.map((cell) => cell(row)))
      lines += 1
      if (lines % LINES_PER_CHUNK > 0) continue
      endTurn()
      yield text
      text = ''
      endTurn = await turns()
    }
  } finally {
    endTurn()
  }
  yield text
}

/** Returns the headers of an answer that is a CSV file of this name. */
export function csvHeaders(name: string): Record<string, string> {
  return {
    'Content-Type': 'text/csv; charset=utf-8; header=present',
    'Content-Disposition': attachment(name),
    // A proxy before the console would otherwise hold the file back until it is whole.
    'X-Accel-Buffering': 'no',
  }
}
