/**
 * Returns the number of letters to change, add, leave out or swap that turns one word into another (optimal string
 * alignment).
 */
function distance(a: string, b: string): number {
  let before: number[] = []
  let above = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const at = (line: number[], index: number) => line[index] ?? Number.POSITIVE_INFINITY
      const change = at(above, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      row[j] = Math.min(change, at(above, j) + 1, at(row, j - 1) + 1, swapped ? at(before, j - 2) + 1 : change)
    }
    before = above
    above = row
  }
  return above[b.length] ?? 0
}

const lastStep = (path: string) => path.slice(path.lastIndexOf('.') + 1)

/**
 * Returns the name that was probably meant: it differs in case, in the path before it or in a few letters. Undefined
 * when none is near.
 */
export function nearest(name: string, names: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase()
  const all = [...new Set(names)].filter((candidate) => candidate !== name)
  const same = all.find((candidate) => candidate.toLowerCase() === wanted)
  if (same !== undefined) return same
  const limit = Math.max(1, Math.floor(name.length / 3))
  const close = all
    .map((candidate) => ({ candidate, off: distance(wanted, candidate.toLowerCase()) }))
    .filter(({ off }) => off <= limit)
    .sort((a, b) => a.off - b.off)
  return close[0]?.candidate ?? all.find((candidate) => lastStep(candidate).toLowerCase() === lastStep(wanted))
}
