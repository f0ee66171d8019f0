import { createHash } from 'node:crypto'

const digest = (parts: readonly (string | number)[]) => createHash('sha256').update(parts.join('\u0000')).digest()

/** The UUID that always belongs to these parts. */
export function derivedUuid(...parts: (string | number)[]): string {
  const bytes = digest(parts).subarray(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz23456789'

/** Lower-case letters and digits, as application ids (26) and client ids (32) look (API 1.2); at most 32 long. */
export function derivedName(length: number, ...parts: (string | number)[]): string {
  return [...digest(parts).subarray(0, length)].map((byte) => LETTERS[byte % LETTERS.length]).join('')
}

/** A number from 0 up to, not including, `below` that always belongs to these parts. */
export function derivedNumber(below: number, ...parts: (string | number)[]): number {
  return digest(parts).readUInt32BE(0) % below
}
