/** A place in a file where reading stopped, and why. It never quotes the file: a secret may stand there. */
export class NotJson extends Error {
  readonly line: number
  readonly column: number

  constructor(text: string, offset: number, message: string) {
    super(message)
    this.name = 'NotJson'
    const before = text.slice(0, offset).split('\n')
    this.line = before.length
    this.column = (before.at(-1)?.length ?? 0) + 1
  }
}

const BLANK = /(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y
const SCALAR = /"(?:[^"\\\n]|\\.)*"|-?\d[\w.+-]*|true\b|false\b|null\b/y

/**
 * Reads JSON with line and block comments and with commas after the last member. A setting given twice in one object
 * is refused. Throws `NotJson`.
 */
export const parseCommentedJson = (text: string): unknown => {
  let offset = text.startsWith('\uFEFF') ? 1 : 0

  const fail = (message: string, at = offset): never => {
    throw new NotJson(text, at, message)
  }
  const matched = (pattern: RegExp): string => {
    pattern.lastIndex = offset
    const found = pattern.exec(text)?.[0] ?? ''
    offset += found.length
    return found
  }
  const next = (character: string): boolean => {
    matched(BLANK)
    if (text.startsWith('/*', offset)) fail('this comment has no end')
    const here = text[offset] === character
    if (here) offset += 1
    return here
  }
  const scalar = (what: string): unknown => {
    const start = offset
    const found = matched(SCALAR)
    try {
      return JSON.parse(found)
    } catch {
      return fail(`${what} is expected here`, start)
    }
  }
  /** The members up to `close`, each read by `member`, a comma between two. */
  const members = <T>(close: string, member: () => T): T[] => {
    const read: T[] = []
    while (!next(close)) {
      read.push(member())
      if (next(',')) continue
      if (next(close)) return read
      fail(`a comma or ${close} is expected here`)
    }
    return read
  }
  const property = (seen: Set<string>): [string, unknown] => {
    const start = offset
    const name =
      text[offset] === '"' ? scalar('a name in double quotes') : fail('a name in double quotes is expected here')
    if (seen.has(String(name))) fail(`${String(name)} is given twice in one place`, start)
    seen.add(String(name))
    if (!next(':')) fail('a colon is expected here')
    return [String(name), value()]
  }
  const value = (): unknown => {
    if (next('{')) {
      const seen = new Set<string>()
      return Object.fromEntries(members('}', () => property(seen)))
    }
    return next('[') ? members(']', value) : scalar('a value')
  }

  const whole = value()
  next('')
  if (offset < text.length) fail('nothing more is expected here')
  return whole
}
