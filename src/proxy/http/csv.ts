import { attachment } from './attachment.ts'

/** Nothing, a number, or a text that anybody may have written. */
export type CsvValue = string | number | null

/** The beginnings that make a spreadsheet calculate a field, or drop the character and read the next one. */
const FORMULA = /^[=+\-@\t\r\n]/
const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/

/**
 * Returns one line of a CSV file (RFC 4180), with its end. A text that a spreadsheet would take for a formula gets an
 * apostrophe before it, for texts come from events and from people; numbers are ours and stay as they are.
 */
export function csvLine(values: readonly CsvValue[]): string {
  return `${values.map(fieldOf).join(',')}\r\n`
}

const fieldOf = (value: CsvValue): string => {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const text = FORMULA.test(value) ? `'${value}` : value
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Columns by their heading. */
export type CsvColumns<Row> = Record<string, (row: Row) => CsvValue>

const LINES_PER_CHUNK = 500

/** Yields a CSV file with its headings while it is read: some lines at a time, never the whole. */
export async function* csvFile<Row>(columns: CsvColumns<Row>, rows: AsyncIterable<Row>): AsyncGenerator<string> {
  const cells = Object.values(columns)
  let [text, lines] = [csvLine(Object.keys(columns)), 0]
  for await (const row of rows) {
    text += csvLine(cells.map((cell) => cell(row)))
    lines += 1
    if (lines % LINES_PER_CHUNK > 0) continue
    yield text
    text = ''
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
