import { diffArrays } from 'diff'

/** One line of two texts side by side; null where one has nothing to stand beside the other. */
export interface DiffLine {
  left: string | null
  right: string | null
  same: boolean
}

/**
 * The most added and removed lines that are looked for. Beyond it lines are compared by number: the difference is too
 * long to read.
 */
const MOST_EDITS = 2_000

/** Puts removed lines beside the added ones that took their place. */
const paired = (removed: string[], added: string[]): DiffLine[] =>
  Array.from({ length: Math.max(removed.length, added.length) }, (_, at) => ({
    left: removed[at] ?? null,
    right: added[at] ?? null,
    same: removed[at] !== undefined && removed[at] === added[at],
  }))

/** Returns two texts side by side, line by line. */
export function lineDiff(before: string, after: string): DiffLine[] {
  const [a, b] = [before.split('\n'), after.split('\n')]
  const changes = diffArrays(a, b, { maxEditLength: MOST_EDITS })
  if (!changes) return paired(a, b)
  const lines: DiffLine[] = []
  let [removed, added]: [string[], string[]] = [[], []]
  for (const change of changes) {
    if (change.removed) removed = change.value
    else if (change.added) added = change.value
    else {
      lines.push(...paired(removed, added), ...paired(change.value, change.value))
      removed = []
      added = []
    }
  }
  return [...lines, ...paired(removed, added)]
}

/** A line to show, or the number of alike lines that are left out. */
export type Shown = DiffLine | { skipped: number }

/** Leaves out long stretches of alike lines, except those beside a difference. */
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
