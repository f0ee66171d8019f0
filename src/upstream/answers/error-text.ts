import { parseJson } from './parse-json.ts'
import { strikeOut } from './strike-out.ts'

/** Texts of an error body of the API that are fit to be shown: short, without credentials and control characters. */
export interface ErrorText {
  message: string | undefined
  fields: { name: string; reason: string }[]
}

const LONGEST = 300
const MOST_FIELDS = 50
/** Matches text that looks like a credential. */
const CREDENTIALS = /\b(?:Bearer|Basic)\s+[\w.~+/=-]{6,}|\beyJ[\w-]+(?:\.[\w-]+)+/gi

/** The members in which an error body may say why, the most telling first (API 1.4, RFC 6749 section 5.2, RFC 9457). */
const WHY = ['details', 'detail', 'error_description', 'message', 'errors', 'reason', 'title', 'error']
/** The members in which it may say which members are wrong. */
const WRONG = ['invalid-body-params', 'invalid-params', 'errors']

/** Returns the texts of an error body in any common form, or of a plain text; none for a page of HTML and broken JSON. */
export function errorTextOf(body: string, secrets: readonly string[]): ErrorText {
  const json = parseJson(body)
  const show = (text: string) => presentable(text, secrets)
  const plain = json === undefined && !/^\s*[<{[]/.test(body) ? body : json
  const [message] = textsIn(plain)
  return {
    message: message === undefined ? undefined : show(message),
    fields: fieldsIn(json)
      .slice(0, MOST_FIELDS)
      .map(({ name, reason }) => ({ name: show(name), reason: show(reason) })),
  }
}

/** Returns every text that says why; an odd member costs no other. */
const textsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return value.trim() === '' ? [] : [value]
  if (Array.isArray(value)) return value.flatMap(textsIn)
  return isObject(value) ? WHY.flatMap((member) => textsIn(value[member])) : []
}

const fieldsIn = (value: unknown): ErrorText['fields'] => {
  if (!isObject(value)) return []
  const lists = WRONG.flatMap((member) => [value[member] ?? []].flat())
  return lists.flatMap((one: unknown) => {
    if (!isObject(one)) return []
    const name = one.name ?? one.field
    const [reason] = textsIn(one)
    return typeof name === 'string' && reason !== undefined ? [{ name, reason }] : []
  })
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const presentable = (text: string, secrets: readonly string[]): string => {
  const clean = strikeOut(text, secrets)
    .replace(CREDENTIALS, '[secret]')
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
  return clean.length > LONGEST ? `${clean.slice(0, LONGEST - 1)}…` : clean
}

/** Returns the seconds of `Retry-After`, one day at most, from either form (seconds, date); undefined without a readable one. */
export function retryAfterOf(headers: Headers, now: number): number | undefined {
  const text = headers.get('retry-after')?.trim() ?? ''
  const seconds = /^\d+$/.test(text) ? Number(text) : Math.ceil((Date.parse(text) - now) / 1000)
  return Number.isNaN(seconds) ? undefined : Math.min(Math.max(seconds, 0), 86_400)
}
