/** One line of two texts side by side; null where one has nothing to stand beside the other. */
export interface DiffLine {
  left: string | null
  right: string | null
  same: boolean
}

/** Past this many cells lines are compared by place: a filter may have 64 KiB, and nobody reads such a difference. */
const LIMIT = 4_000_000

/** The longest common subsequence's lengths, from the end. */
function lengths(a: string[], b: string[]): Uint32Array[] {
  const table = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1))
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--) {
      const [row, next] = [table[i] as Uint32Array, table[i + 1] as Uint32Array]
      row[j] = a[i] === b[j] ? (next[j + 1] ?? 0) + 1 : Math.max(next[j] ?? 0, row[j + 1] ?? 0)
    }
  return table
}

/** Removed lines stand beside the added ones that took their place. */
const paired = (removed: string[], added: string[]): DiffLine[] =>
  Array.from({ length: Math.max(removed.length, added.length) }, (_, at) => ({
    left: removed[at] ?? null,
    right: added[at] ?? null,
    same: removed[at] !== undefined && removed[at] === added[at],
  }))

/** Two texts side by side, line by line. */
export function lineDiff(before: string, after: string): DiffLine[] {
  const [a, b] = [before.split('\n'), after.split('\n')]
  if (a.length * b.length > LIMIT) return paired(a, b)
  const table = lengths(a, b)
  const lines: DiffLine[] = []
  let [removed, added]: [string[], string[]] = [[], []]
  const flush = () => {
    lines.push(...paired(removed, added))
    removed = []
    added = []
  }
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    const [left, right] = [a[i], b[j]]
    if (left !== undefined && left === right) {
      flush()
      lines.push({ left, right: left, same: true })
      i++
      j++
    } else if (j >= b.length || (i < a.length && (table[i + 1]?.[j] ?? 0) >= (table[i]?.[j + 1] ?? 0))) {
      removed.push(left as string)
      i++
    } else {
      added.push(right as string)
      j++
    }
  }
  flush()
  return lines
}

/** Lines to show, or how many alike ones are left out. */
export type Shown = DiffLine | { skipped: number }

/** Leaves out long runs of alike lines but for those beside a difference. */
export function withoutAlike(lines: DiffLine[], beside = 3): Shown[] {
  const near = (at: number) => lines.slice(Math.max(0, at - beside), at + beside + 1).some(({ same }) => !same)
  const shown: Shown[] = []
  lines.forEach((line, at) => {
    const last = shown.at(-1)
    if (near(at)) shown.push(line)
    else if (last && 'skipped' in last) last.skipped++
    else shown.push({ skipped: 1 })
  })
  return shown
}
