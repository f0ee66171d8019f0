/** The store cannot be used. The message says what is wrong and what to do; it never holds a password. */
export class StoreError extends Error {
  override name = 'StoreError'
}

/** The `code` of a system or database error, '' when it has none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}
