import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvLine } from './csv.ts'

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

describe('a line of CSV', () => {
  it.each<[string, (string | number | null)[], string]>([
    ['values', ['a', 7, null, ''], 'a,7,,\r\n'],
    [
      'separators and quotes',
      ['a,b', 'say "hi"', 'two\r\nlines', ' apart '],
      '"a,b","say ""hi""","two\r\nlines"," apart "\r\n',
    ],
    ['numbers below zero as they are', [-7], '-7\r\n'],
  ])('holds %s', (_, values, line) => {
    expect(csvLine(values)).toBe(line)
  })

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '=HYPERLINK("https://evil.example","x")'])(
    'is no formula: %j',
    (text) => {
      expect(parse(csvLine([text, 'b']))).toEqual([`'${text}`, 'b'])
    },
  )

  it('can be read back, and no field begins what a spreadsheet calculates', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom('=', '"', ',', '\r', '\n', '\t', '-', 'a', "'") }), {
          minLength: 1,
        }),
        (values) => {
          const fields = parse(csvLine(values))
          expect(fields.map((field, place) => (field === values[place] ? field : field.slice(1)))).toEqual(values)
          expect(fields.filter((field) => /^[=+\-@\t\r\n]/.test(field))).toEqual([])
        },
      ),
    )
  })
})
