import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvFile, csvLine } from './csv.ts'

/** Reads a line as RFC 4180 says. */
const parse = (line: string): string[] => {
  const fields: string[] = []
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy
  for (let match = field.exec(line); match; match = field.exec(line)) {
    fields.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '')
    if (match[3] === '\r\n') break
  }
  expect(field.lastIndex).toBe(line.length)
  return fields
}

/** Reads a text as a spreadsheet does that splits at another sign: quotes count only where a field begins with one. */
const cellsBySplitting = (text: string, sign: string): string[] => {
  const cells: string[] = []
  let at = 0
  while (at <= text.length) {
    let cell = ''
    if (text[at] === '"') {
      for (at++; at < text.length; at++) {
        if (text[at] !== '"') cell += text[at]
        else if (text[at + 1] === '"') cell += text[at++]
        else break
      }
      at++
    }
    while (at < text.length && text[at] !== sign && text[at] !== '\r' && text[at] !== '\n') cell += text[at++]
    cells.push(cell)
    at++
  }
  return cells
}
/** The cell begins what a spreadsheet calculates, once what is not seen is dropped. */
const calculates = (cell: string) =>
  /^[=+\-@]/.test(cell.normalize('NFKC').replace(/^[\p{White_Space}\p{Cc}\p{Cf}]+/u, ''))

describe('a line of CSV', () => {
  it.each<[string, (string | number | null)[], string]>([
    ['values', ['a', 7, null, ''], '"a",7,,""\r\n'],
    [
      'separators and quotes',
      ['a,b', 'say "hi"', 'two\r\nlines', ' apart '],
      '"a,b","say ""hi""","two\r\nlines"," apart "\r\n',
    ],
    ['numbers below zero as they are', [-7], '-7\r\n'],
    ['signs within a text as they are', ['a=b', 'me@x.example', '2 - 1'], '"a=b","me@x.example","2 - 1"\r\n'],
  ])('holds %s', (_, values, line) => {
    expect(csvLine(values)).toBe(line)
  })

  it.each(['', ' ', '\0', '\v', '\f', '\u00a0', '\u200b', '\u2060', '\ufeff', '\u00ad', '\u3000'])(
    'is no formula after %j',
    (before) => {
      for (const sign of '=+-@＝＋－＠﹦﹢﹣﹫') {
        const text = `${before}${sign}1+1`
        expect(parse(csvLine([text, 'b']))).toEqual([`'${text}`, 'b'])
      }
    },
  )

  it.each(['\t=1', '\r=1', '\n=1', '\ta'])('is no formula where the beginning is dropped: %j', (text) => {
    const [field = ''] = parse(csvLine([text]))
    expect([field.startsWith("'"), calculates(field)]).toEqual([true, false])
  })

  it('is none where a program splits at another sign', () => {
    const anything = fc.string({
      unit: fc.constantFrom('=', '＝', '"', ',', ';', '\r', '\n', '\t', '-', 'a', ' ', '\u200b'),
    })
    fc.assert(
      fc.property(fc.array(anything, { minLength: 1 }), (values) => {
        const line = csvLine(values)
        for (const sign of [';', '\t'])
          for (const cell of cellsBySplitting(line, sign)) expect([cell, calculates(cell)]).toEqual([cell, false])
        for (const field of parse(line)) expect([field, calculates(field)]).toEqual([field, false])
      }),
      { numRuns: 2000 },
    )
  })

  it('can be read back, but for the apostrophes', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), (values) => {
        const bare = (text: string) => text.replaceAll("'", '')
        expect(parse(csvLine(values)).map(bare)).toEqual(values.map(bare))
      }),
    )
  })
})

it('begins a file with the mark that says UTF-8', async () => {
  async function* rows() {
    yield { name: 'Jörg' }
  }
  const columns = { name: (row: { name: string }) => row.name }
  const parts: string[] = []
  for await (const part of csvFile(columns, rows())) parts.push(part)
  expect(parts.join('')).toBe('\ufeff"name"\r\n"Jörg"\r\n')
})
