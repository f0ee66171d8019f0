/** Draws from a seed: the same seed gives the same draws. */
export interface Draw {
  /** From 0 up to, but without, `end`. */
  below(end: number): number
  chance(share: number): boolean
  /** One of these, each as often as its weight says. */
  one<T extends string>(weights: Record<T, number>): T
}

/** Makes the draws of a seed (mulberry32). */
export function drawFrom(seed: number): Draw {
  let state = Math.imul(seed + 1, 0x9e3779b1) >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    below: (end) => Math.floor(next() * end),
    chance: (share) => next() < share,
    one<T extends string>(weights: Record<T, number>) {
      const entries = Object.entries(weights) as [T, number][]
      const sum = entries.reduce((all, [, weight]) => all + weight, 0)
      let at = next() * sum
      const found = entries.find(([, weight]) => {
        at -= weight
        return at < 0
      })
      return (found ?? (entries.at(-1) as [T, number]))[0]
    },
  }
}
