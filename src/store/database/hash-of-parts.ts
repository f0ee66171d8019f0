import { createHash } from 'node:crypto'

/** Returns the SHA-256 of texts, in hexadecimal digits, so that no two lists of them look alike. */
export function hashOfParts(parts: readonly (string | null)[]): string {
  const hash = createHash('sha256')
  for (const part of parts) {
    const bytes = Buffer.from(part ?? '')
    hash.update(part === null ? 'n' : `${bytes.length}:`).update(bytes)
  }
  return hash.digest('hex')
}
