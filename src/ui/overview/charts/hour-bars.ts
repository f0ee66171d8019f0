import { HOUR } from '../../../contract/durations.ts'

/** The hours of a week. */
export const HOURS = 7 * 24

/** One hour with a number for each series, from the bottom of its bar to the top. */
export interface HourBar {
  /** When it begins, in milliseconds. */
  at: number
  values: number[]
}

/** Returns the week that begins with the hour of a moment (ms), with zeros for hours of which nothing is known. */
export function weekFrom<Row extends { at: string }>(
  from: number,
  rows: readonly Row[],
  series: readonly ((row: Row) => number)[],
): HourBar[] {
  const begin = Math.floor(from / HOUR) * HOUR
  const known = new Map(rows.map((row) => [Date.parse(row.at), row]))
  return Array.from({ length: HOURS }, (_, place) => {
    const at = begin + place * HOUR
    const row = known.get(at)
    return { at, values: series.map((of) => (row ? of(row) : 0)) }
  })
}

export function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}

/** Returns the top of the scale: a number with one digit that is no less than any bar. */
export function topOf(bars: readonly HourBar[]): number {
  const most = Math.max(1, ...bars.map(({ values }) => sumOf(values)))
  const step = 10 ** Math.floor(Math.log10(most))
  return Math.ceil(most / step) * step
}

/** The height of the drawing; each hour is one wide. */
export const HEIGHT = 100
/** What is there at all is this high at least: a single failure among thousands has to be seen. */
const LEAST = 2.5
const GAP = 0.16

/** Returns the outline of one series over the week, standing on those before it. */
export function outlineOf(bars: readonly HourBar[], series: number, top: number): string {
  return bars
    .flatMap(({ values }, place) => {
      const heights = values.map((value) => (value === 0 ? 0 : Math.max(LEAST, (value / top) * HEIGHT)))
      const [height = 0, below] = [heights[series], sumOf(heights.slice(0, series))]
      if (height === 0) return []
      const y = Math.max(0, HEIGHT - below - height)
      return `M${place + GAP / 2} ${round(y)}h${1 - GAP}v${round(height)}h${GAP - 1}z`
    })
    .join('')
}

const round = (value: number) => Math.round(value * 100) / 100
