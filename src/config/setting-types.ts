import { z } from 'zod'
import { unknownSettings } from './problem-words.ts'

/** A group of settings. Its problems name an unknown setting and the known one nearest to it. */
export function settings<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code === 'unrecognized_keys') return unknownSettings(issue.keys ?? [], Object.keys(shape))
      return missingOr('must be a group of settings in { }')(issue)
    },
  })
}

/** Returns the words for a setting that is missing, or else `words` for one of a wrong kind. */
export function missingOr(words: string) {
  return ({ input }: { input?: unknown }): string => (input === undefined ? 'is missing' : words)
}

/** A text setting, trimmed, of at most `max` characters. */
export function text(max = 200) {
  return z
    .string({ error: missingOr('must be text in double quotes') })
    .trim()
    .min(1, 'must not be empty')
    .max(max, `must have at most ${max} characters`)
}

/** A whole number between two bounds, both included. */
export function whole(min: number, max: number) {
  const words = `must be a whole number from ${min} to ${max}`
  return z.number(words).int(words).min(min, words).max(max, words)
}

/** A switch. */
export function yesOrNo() {
  return z.boolean('must be true or false')
}

/** One of a few words. */
export function oneOf<const Values extends readonly [string, ...string[]]>(values: Values) {
  return z.enum(values, {
    error: ({ input }) => `${input === undefined ? 'is missing: it ' : ''}must be one of ${values.join(', ')}`,
  })
}

const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/

/** Returns true for a host name of this machine: requests to it cross no network. */
export function isLoopback(hostname: string): boolean {
  return LOOPBACK.test(hostname.toLowerCase())
}

/**
 * An address as it is written: https, or http on this machine; no user, query or fragment. With `path` more than a host
 * may stand in it.
 */
export function address({ path }: { path: boolean }) {
  return text(2000).transform((value, context): string => {
    const problem = addressProblem(value, path)
    if (problem === undefined) return value
    context.issues.push({ code: 'custom', message: problem, input: undefined })
    return z.NEVER
  })
}

/** Returns the usual spelling of an address, without a slash at its end, so that paths can be appended. */
export function withoutSlash(address: string): string {
  return new URL(address).href.replace(/\/+$/, '')
}

const addressProblem = (value: string, path: boolean): string | undefined => {
  const url = URL.parse(value)
  if (url === null || !/^https?:$/.test(url.protocol)) return 'must be an address like https://host.example'
  if (url.username !== '' || url.password !== '') return 'must not carry a user or password'
  if (url.search !== '' || url.hash !== '') return 'must not have a query or fragment'
  if (!path && url.pathname !== '/') return 'must be a host only, without a path'
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) return 'must use https; http is for this machine only'
  return undefined
}
