import { isIP } from 'node:net'

/** An address or a range of them, as `10.0.0.0/8` or `2001:db8::7`. */
export interface Range {
  address: string
  prefix: number
  family: 'ipv4' | 'ipv6'
}

/** Returns in words why a text names no proxies to trust, undefined when it does. */
export function rangeProblem(text: string): string | undefined {
  const range = rangeOf(text)
  if (range === undefined) return 'must be an address or a range like 10.0.0.0/8'
  return range.prefix === 0 ? 'must not be every address: whoever asks could then name any' : undefined
}

/** Returns the range that a text names, undefined when it names none. */
export function rangeOf(text: string): Range | undefined {
  const [address = '', prefix, ...rest] = text.split('/')
  const version = isIP(address)
  if (version === 0 || rest.length > 0 || address.includes('%')) return undefined
  const bits = version === 4 ? 32 : 128
  const length = prefix === undefined ? bits : /^\d{1,3}$/.test(prefix) ? Number(prefix) : Number.NaN
  return length <= bits ? { address, prefix: length, family: version === 4 ? 'ipv4' : 'ipv6' } : undefined
}
