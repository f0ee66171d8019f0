/** Questions by name, in the order in which they are printed. */
export type BenchQueries = [name: string, ask: () => Promise<unknown>][]

/** The durations of one thing, in milliseconds. */
export interface Timing {
  name: string
  median: number
  p95: number
  most: number
}

/** Returns the durations of questions: one after the other, in turns, so that what else the machine does meets all of them alike. */
export async function timeAll(queries: BenchQueries, times: number): Promise<Timing[]> {
  const took = queries.map((): number[] => [])
  for (let round = 0; round <= times; round++) {
    for (const [place, [, ask]] of queries.entries()) {
      const begun = performance.now()
      await ask()
      // The first round reads into memory what the others find there.
      if (round > 0) took[place]?.push(performance.now() - begun)
    }
  }
  return queries.map(([name], place) => timingOf(name, took[place] ?? []))
}

export function timingOf(name: string, took: number[]): Timing {
  const sorted = took.toSorted((one, other) => one - other)
  const at = (share: number) => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0
  return { name, median: at(0.5), p95: at(0.95), most: at(1) }
}
