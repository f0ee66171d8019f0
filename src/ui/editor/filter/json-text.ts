import { positionAt } from '../../../contract/text-position.ts'
import { MAX_DEPTH } from '../../../contract/upstream/json.ts'
import { below, type Json } from '../../../filter/json.ts'

/** The position at which JSON text is broken: 1-based line and column, offset from its start. */
export interface BrokenJson {
  kind: 'broken'
  line: number
  column: number
  offset: number
  message: string
}

/** The value of JSON text, and the offset of every member and element in it by JSON pointer. */
export interface ReadJson {
  kind: 'read'
  value: Json
  offsets: Map<string, number>
}

class Broken extends Error {
  readonly offset: number
  constructor(offset: number, message: string) {
    super(message)
    this.offset = offset
  }
}

const WORDS = /(true|false|null)(?![\w$])/y
const NUMBER = /-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?(?![\w.])/y
// `\P{Cc}` leaves out DEL and the C1 controls as well, which JSON allows; they are let in again.
const STRING = /"(?:(?!["\\])[\P{Cc}\x7f-\x9f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/uy
const SPACE = /[ \t\r\n]*/y

/**
 * Reads JSON and notes the offset of everything in it, so that a complaint about a JSON pointer can be shown at its
 * line. A name that stands twice in one object is an error, unlike in `JSON.parse`, which drops one of them without a
 * word.
 */
export function readJson(text: string): ReadJson | BrokenJson {
  const offsets = new Map<string, number>()
  let at = 0

  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at
    const [found] = pattern.exec(text) ?? []
    if (found !== undefined) at += found.length
    return found
  }
  const skip = () => void take(SPACE)
  const fail = (message: string, offset = at): never => {
    throw new Broken(offset, message)
  }
  const shown = () => (at >= text.length ? 'the text ends' : `“${text[at]}” stands`)
  const string = (): string => {
    const start = at
    const found = take(STRING)
    if (found !== undefined) return JSON.parse(found) as string
    if (text[start] === "'") fail('Strings stand in double quotes')
    return fail('This string does not end on its line, or has an escape that JSON does not know', start)
  }
  let depth = 0
  const value = (pointer: string): void => {
    skip()
    offsets.set(pointer, at)
    if (text[at] === '{' || text[at] === '[') {
      if (++depth > MAX_DEPTH) fail(`This is nested more than ${MAX_DEPTH} deep`)
      if (text[at] === '{') members(pointer)
      else elements(pointer)
      depth--
    } else if (text[at] === '"') string()
    else if (take(WORDS) === undefined && take(NUMBER) === undefined) fail(`A value is missing: here ${shown()}`)
  }
  const next = (close: string, what: string): boolean => {
    skip()
    if (text[at] === close) {
      at++
      return false
    }
    if (text[at] !== ',') fail(`A comma or “${close}” is missing after this ${what}: here ${shown()}`)
    at++
    skip()
    if (text[at] === close) fail(`No comma before “${close}”`)
    return true
  }
  const members = (pointer: string): void => {
    at++
    skip()
    if (text[at] === '}') return void at++
    const names = new Set<string>()
    do {
      skip()
      const start = at
      if (text[at] !== '"') fail(`A name in double quotes is missing: here ${shown()}`)
      const name = string()
      if (names.has(name)) fail(`“${name}” stands here twice; only one of them would count`, start)
      names.add(name)
      skip()
      if (text[at] !== ':') fail(`A colon is missing after “${name}”`)
      at++
      value(below(pointer, name))
      offsets.set(below(pointer, name), start)
    } while (next('}', 'member'))
  }
  const elements = (pointer: string): void => {
    at++
    skip()
    if (text[at] === ']') return void at++
    let index = 0
    do value(below(pointer, index++))
    while (next(']', 'element'))
  }

  try {
    value('')
    skip()
    if (at < text.length) fail(`The JSON has ended, but here ${shown()}`)
    return { kind: 'read', value: JSON.parse(text) as Json, offsets }
  } catch (error) {
    const offset = error instanceof Broken ? error.offset : at
    const message = error instanceof Error ? error.message : 'This is not JSON'
    return { kind: 'broken', offset, message, ...positionAt(text, offset) }
  }
}

/**
 * Returns the line of a JSON pointer, or of the nearest thing around it that is in the text; of the string `value`
 * inside it, if one is named and found.
 */
export function lineOf(text: string, { offsets }: ReadJson, pointer: string, value?: string): number {
  for (let way = pointer; ; way = way.slice(0, way.lastIndexOf('/'))) {
    const offset = offsets.get(way)
    const inside = offset === undefined || value === undefined ? -1 : text.indexOf(JSON.stringify(value), offset)
    if (offset !== undefined) return positionAt(text, Math.max(offset, inside)).line
    if (way === '') return 1
  }
}
