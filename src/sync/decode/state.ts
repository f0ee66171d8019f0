const OTHER_NAMES: Record<string, string> = { retry: 'awaiting-retry', 'awaiting-scheduling': 'awaiting-executing' }

/** A state in one spelling: lower case, hyphens, older names replaced (API 6.1). Unknown ones come through. */
export function normaliseState(state: string): string {
  const name = state
    .trim()
    .toLowerCase()
    .replaceAll(/[_\s]+/g, '-')
  return OTHER_NAMES[name] ?? name
}
