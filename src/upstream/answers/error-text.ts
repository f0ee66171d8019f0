import { UpstreamErrorBody } from '../../contract/upstream/error.ts'
import { TokenError } from '../../contract/upstream/token.ts'
import { parseJson } from './parse-json.ts'

/** Texts of an error body of the API that are fit to be shown: short, without credentials and control characters. */
export interface ErrorText {
  message: string | undefined
  fields: { name: string; reason: string }[]
}

const LONGEST = 300
const MOST_FIELDS = 50
/** Matches text that looks like a credential. */
const CREDENTIALS = /\b(?:Bearer|Basic)\s+[\w.~+/=-]{6,}|\beyJ[\w-]+(?:\.[\w-]+)+/gi

/** Returns the texts of an error body (API 1.4, RFC 6749 section 5.2); none for a body of another form. */
export function errorTextOf(body: string, secrets: readonly string[]): ErrorText {
  const json = parseJson(body)
  const show = (text: string) => presentable(text, secrets)
  const error = UpstreamErrorBody.safeParse(json).data
  const token = TokenError.safeParse(json).data
  const said = [error?.details, error?.detail, error?.title, token?.error_description, token?.error]
  const message = said.find((text) => text !== undefined && text.trim() !== '')
  return {
    message: message === undefined ? undefined : show(message),
    fields: (error?.['invalid-body-params'] ?? [])
      .slice(0, MOST_FIELDS)
      .map(({ name, reason }) => ({ name: show(name), reason: show(reason) })),
  }
}

const presentable = (text: string, secrets: readonly string[]): string => {
  const known = secrets.filter((secret) => secret !== '')
  const hidden = known.reduce((shown, secret) => shown.replaceAll(secret, '[secret]'), text)
  const clean = hidden
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
