/** The pages that have a number beside their link. */
export type Numbered = 'failed' | 'runs'

/** The element that describes each link by its number, once that is known. */
export const NUMBER_IDS: Record<Numbered, string> = { failed: 'number-of-failed', runs: 'number-of-runs' }
