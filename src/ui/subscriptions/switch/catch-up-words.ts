import { saysAll } from '../../../contract/freshness.ts'
import type { SubscriptionRow } from '../../../contract/subscription.ts'
import { count, counted } from '../../kit/text/count-words.ts'
import { durationWords } from '../../kit/time/duration.ts'

type Missed = Pick<SubscriptionRow, 'title' | 'stats'>

/** Returns the subscriptions that have something to catch up on. */
export function withMissed<Row extends Missed>(rows: readonly Row[]): Row[] {
  return rows.filter(({ stats }) => stats.failedWhileOff > 0)
}

/** Together. */
export function missedOf(rows: readonly Missed[]): number {
  return rows.reduce((sum, { stats }) => sum + stats.failedWhileOff, 0)
}

/** "212 events failed while it was off", never as more than was read. */
export function missedWords(rows: readonly Missed[]): string {
  const least = rows.every(({ stats }) => saysAll(stats.freshness)) ? '' : 'At least '
  return `${least}${counted(missedOf(rows), 'event')} failed while ${rows.length === 1 ? 'it was' : 'they were'} off`
}

/**
 * Returns the time that redelivery takes: each subscription has a lane of its own, so the longest counts. `interval` is
 * in seconds.
 */
export function catchUpTime(rows: readonly Missed[], interval: number): string {
  return durationWords(Math.max(0, ...rows.map(({ stats }) => stats.failedWhileOff)) * interval * 1_000)
}

const LONGEST = 200

/** Returns the suggested name of the run. */
export function catchUpName(rows: readonly Pick<Missed, 'title'>[]): string {
  const [first] = rows
  const who = rows.length === 1 && first ? first.title : `${count(rows.length)} subscriptions`
  const name = `Failed while off: ${who}`
  return name.length > LONGEST ? `${name.slice(0, LONGEST - 1)}…` : name
}
