import fc from 'fast-check'
import { expect, it } from 'vitest'
import { NotJson, parseCommentedJson } from './commented-json.ts'

it('reads comments and trailing commas, and keeps what looks like them inside strings', () => {
  const text = `\uFEFF// first line
  {
    /* a block,
       "not": "read" */
    "url": "https://host/a//b", // after a value
    "glob": "/* kept */ \\" // kept",
    "list": [1, -2.5e3, true, false, null, "", {}, [],],
  } // last`
  expect(parseCommentedJson(text)).toEqual({
    url: 'https://host/a//b',
    glob: '/* kept */ " // kept',
    list: [1, -2500, true, false, null, '', {}, []],
  })
})

it('reads all JSON as JSON.parse does', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(parseCommentedJson(text)).toEqual(JSON.parse(text))
    }),
  )
})

it('keeps a member named __proto__ a member', () => {
  const read = parseCommentedJson('{"__proto__": {"a": 1}}')
  expect(Object.keys(read as object)).toEqual(['__proto__'])
})

it.each([
  ['{"a": 1 "b": 2}', 1, 9, 'a comma or } is expected here'],
  ['{\n  a: 1\n}', 2, 3, 'a name in double quotes is expected here'],
  ['{"a" 1}', 1, 6, 'a colon is expected here'],
  ['{"a": }', 1, 7, 'a value is expected here'],
  ['[1, 2', 1, 6, 'a comma or ] is expected here'],
  ['{"a": 1, "a": 2}', 1, 10, 'a is given twice in one place'],
  ['{} {}', 1, 4, 'nothing more is expected here'],
  ['{ /* open', 1, 3, 'this comment has no end'],
  ['{"a": "open\n"}', 1, 7, 'a value is expected here'],
  ['{"a": 01}', 1, 7, 'a value is expected here'],
  ['{,}', 1, 2, 'a name in double quotes is expected here'],
  ['', 1, 1, 'a value is expected here'],
])('says where %j goes wrong', (text, line, column, message) => {
  const read = () => parseCommentedJson(text)
  expect(read).toThrow(NotJson)
  expect(read).toThrow(expect.objectContaining({ line, column, message }))
})

it('never quotes the file', () => {
  expect(() => parseCommentedJson('{"clientSecret": hunter2}')).toThrow(
    expect.objectContaining({ message: expect.not.stringContaining('hunter2') }),
  )
})
