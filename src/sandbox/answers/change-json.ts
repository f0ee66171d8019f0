/**
 * One change of an answer's JSON. `pointer` is a JSON pointer (RFC 6901) in which `*` stands for every member or item of
 * its level. What it does not find stays as it is.
 */
export type Change = { pointer: string } & (
  | { action: (typeof PLAIN_ACTIONS)[number] }
  /** Puts a value there, also where there is none: a member beside the others. */
  | { action: 'value'; value: unknown }
  | { action: 'rename'; name: string }
  /** Says it in other words: texts by the documented one. */
  | { action: 'words'; words: Record<string, string> }
)

/** The actions that need nothing but a place. */
export const PLAIN_ACTIONS = ['absent', 'null', 'empty', 'other-type', 'letter-case', 'as-text'] as const

/** Changes a JSON document in place and returns it. */
export function changeJson(document: unknown, changes: readonly Change[]): unknown {
  const root = { document }
  for (const change of changes) strike(root, ['document', ...segmentsOf(change.pointer)], change)
  return root.document
}

const segmentsOf = (pointer: string) =>
  pointer
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'))

type Members = Record<string, unknown>
const isMembers = (value: unknown): value is Members => typeof value === 'object' && value !== null

const strike = (parent: Members, [segment = '', ...rest]: string[], change: Change): void => {
  // From behind, so that taking an item out of a list moves none that is still to come.
  const names = segment === '*' ? Object.keys(parent).toReversed() : [segment]
  for (const name of names) {
    const inner = Object.hasOwn(parent, name) ? parent[name] : undefined
    if (rest.length === 0) act(parent, name, change)
    else if (isMembers(inner)) strike(inner, rest, change)
  }
}

const act = (parent: Members, name: string, change: Change): void => {
  const value = Object.hasOwn(parent, name) ? parent[name] : undefined
  if (change.action === 'value') put(parent, name, change.value)
  else if (value === undefined) return
  else if (change.action === 'absent') remove(parent, name)
  else if (change.action === 'rename') {
    remove(parent, name)
    put(parent, change.name, value)
  } else put(parent, name, changed(value, change))
}

/** Defines the member, whatever its name: `__proto__` is a name like others in JSON. */
const put = (parent: Members, name: string, value: unknown) =>
  void Object.defineProperty(parent, name, { value, enumerable: true, configurable: true, writable: true })

const remove = (parent: Members, name: string): void => {
  if (Array.isArray(parent)) parent.splice(Number(name), 1)
  else delete parent[name]
}

const changed = (value: unknown, change: Exclude<Change, { action: 'value' | 'rename' }>): unknown => {
  switch (change.action) {
    case 'empty':
      return emptied(value)
    case 'other-type':
      return otherType(value)
    case 'letter-case':
      return inText(value, (text) => (/\p{Ll}/u.test(text) ? text.toUpperCase() : text.toLowerCase()))
    case 'as-text':
      return typeof value === 'string' ? value : JSON.stringify(value)
    case 'words':
      return inText(value, (text) => new Map(Object.entries(change.words)).get(text) ?? text)
    default:
      return null
  }
}

const emptied = (value: unknown): unknown => {
  if (Array.isArray(value)) return []
  if (isMembers(value)) return {}
  return typeof value === 'string' ? '' : undefined
}

const otherType = (value: unknown): unknown => {
  if (Array.isArray(value)) return { odd: true }
  if (isMembers(value)) return ['odd']
  return typeof value === 'string' ? 17 : 'odd'
}

/** Changes a text, or every text of a list. */
const inText = (value: unknown, change: (text: string) => string): unknown => {
  if (Array.isArray(value)) return value.map((item) => inText(item, change))
  return typeof value === 'string' ? change(value) : value
}
