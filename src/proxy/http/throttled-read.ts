/** Milliseconds; a value that takes longer to read is not read each time. */
const LONG = 50
/** The share of the time that reading may take: a twentieth. */
const SHARE = 20

/**
 * Returns a reader that keeps slow values for a while, by key: going through millions of rows takes seconds, and a few
 * seconds later the answer is about the same. A quick value is read each time, and no value is read twice at once.
 */
export function throttledRead<Value>(now: () => number) {
  const held = new Map<string, { value: Promise<Value>; until: number }>()
  return async (key: string, read: () => Promise<Value>): Promise<Value> => {
    const begun = now()
    for (const [old, { until }] of held) if (until <= begun) held.delete(old)
    const known = held.get(key)
    if (known) return known.value
    const entry = { value: read(), until: Number.POSITIVE_INFINITY }
    held.set(key, entry)
    try {
      return await entry.value
    } finally {
      const took = now() - begun
      entry.until = took > LONG ? now() + took * SHARE : 0
    }
  }
}
