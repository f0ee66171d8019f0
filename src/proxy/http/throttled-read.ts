/** What takes longer than this to read (ms) is not read each time. */
const LONG = 50
/** Reading takes at most so much of the time: a twentieth. */
const SHARE = 20

/**
 * A reader that is asked as often as is bearable, by key: going through millions of rows takes seconds, and a few seconds
 * later the answer is about the same. What is quick is read each time; what is being read is not read twice at once.
 */
export function throttledRead<Value>(now = () => performance.now()) {
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
