import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lineOf, type ReadJson, readJson } from './json-text.ts'

const broken = (text: string) => {
  const read = readJson(text)
  return read.kind === 'broken' ? `${read.line}:${read.column} ${read.message}` : 'read'
}

describe('readJson', () => {
  it('says where and what is wrong', () => {
    expect(broken('{\n  "a": 1\n  "b": 2\n}')).toBe('3:3 A comma or “}” is missing after this member: here “"” stands')
    expect(broken('{"a": }')).toBe('1:7 A value is missing: here “}” stands')
    expect(broken('{"a": 1,}')).toBe('1:9 No comma before “}”')
    expect(broken('[1, 2')).toBe('1:6 A comma or “]” is missing after this element: here the text ends')
    expect(broken("{'a': 1}")).toBe("1:2 A name in double quotes is missing: here “'” stands")
    expect(broken('{"a" 1}')).toBe('1:6 A colon is missing after “a”')
    expect(broken('{}\n{}')).toBe('2:1 The JSON has ended, but here “{” stands')
    expect(broken('{"a": "x\n"}')).toContain('1:7 This string does not end on its line')
    expect(broken('{"a": 01}')).toContain('1:7 A value is missing')
  })

  it('refuses a name that stands twice, at its second place', () => {
    expect(broken('{\n"a": 1,\n"b": 1,\n"a": 2\n}')).toBe('4:1 “a” stands here twice; only one of them would count')
  })

  it('refuses what is nested so deep that nothing could walk through it', () => {
    const text = `${'{"not":'.repeat(5000)}{}${'}'.repeat(5000)}`
    expect(readJson(text)).toMatchObject({ kind: 'broken', message: 'This is nested more than 100 deep', line: 1 })
    expect(readJson(`[${'{"not":[]},'.repeat(5000)}1]`).kind).toBe('read')
  })

  it('reads whatever JSON.stringify writes, however it is spaced', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 2, '\t'), (value, space) => {
        const text = JSON.stringify(value, null, space)
        expect(readJson(text)).toMatchObject({ kind: 'read', value: JSON.parse(text) })
      }),
    )
  })

  it('refuses whatever JSON.parse refuses', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'{}[]",:0 1-.e\\ntrue'.split('')) }), (text) => {
        let parses = true
        try {
          JSON.parse(text)
        } catch {
          parses = false
        }
        if (!parses) expect(readJson(text).kind).toBe('broken')
      }),
    )
  })
})

describe('lineOf', () => {
  const text = '{\n  "properties": {\n    "a/b": { "const": 1 },\n    "list": [\n      1,\n      2\n    ]\n  }\n}'
  const read = readJson(text) as ReadJson

  it('finds members by JSON pointer', () => {
    expect(lineOf(text, read, '')).toBe(1)
    expect(lineOf(text, read, '/properties')).toBe(2)
    expect(lineOf(text, read, '/properties/a~1b/const')).toBe(3)
    expect(lineOf(text, read, '/properties/list/1')).toBe(6)
  })

  it('finds a string inside what is pointed at', () => {
    const list = '{"first": "b",\n"enum": [\n"a",\n"b"\n]}'
    expect(lineOf(list, readJson(list) as ReadJson, '/enum', 'b')).toBe(4)
    expect(lineOf(list, readJson(list) as ReadJson, '/enum', 'c')).toBe(2)
  })

  it('falls back to what is around something that is not there', () => {
    expect(lineOf(text, read, '/properties/list/7/x')).toBe(4)
    expect(lineOf(text, read, '/nothing')).toBe(1)
  })
})
