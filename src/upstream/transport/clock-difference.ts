/** Compares the console's clock with the API's, which tells its own in the header `Date` (RFC 9110 section 6.6.1). */
export interface ClockDifference {
  /** Takes an answer, and the times (ms since 1970) between which it was made. */
  saw(headers: Headers, asked: number, answered: number): void
  /** Returns by how many milliseconds the API's clock is ahead at least, negative when behind; undefined until it is known. */
  ahead(): number | undefined
}

/** The number of answers that have to agree: one may come from a cache. */
const ANSWERS = 3
/** The header tells whole seconds. */
const WHOLE = 1000

/** Makes the comparison of one environment. */
export function createClockDifference(): ClockDifference {
  const seen: number[] = []
  return {
    saw(headers, asked, answered) {
      const date = Date.parse(headers.get('date') ?? '')
      if (Number.isNaN(date)) return
      seen.push(Math.max(0, date - answered) || Math.min(0, date + WHOLE - asked))
      if (seen.length > ANSWERS) seen.shift()
    },
    ahead() {
      if (seen.length < ANSWERS) return undefined
      return seen.reduce((least, one) => (Math.abs(one) < Math.abs(least) ? one : least))
    },
  }
}
