import { SECOND } from '../../../contract/durations.ts'
import type { Plan, PlannedLane } from '../../../contract/plan.ts'
import type { LeftOut, RunOptions } from '../../../contract/run.ts'
import { count, counted } from '../../kit/text/count-words.ts'
import { clockWords, durationWords, paceWords } from '../../kit/time/duration.ts'
import type { Zone } from '../../kit/time/time-words.ts'

/** The moment and the zone that times are worded for; of a plan, the moment it was made. */
export interface Reader {
  now: number
  zone: Zone
}

/** Sooner than this counts as now, because a plan is a moment old when it is read. */
const NOW = 2 * SECOND

const isNow = (at: string, now: number) => Date.parse(at) - now < NOW

const subscriptions = (lanes: number) => (lanes === 1 ? 'one subscription' : `${count(lanes)} subscriptions`)

/** Words the pace: "one a minute each" for redeliveries, "5 a second" for replays. */
const paceOf = ({ interval, lanes }: Plan, { way, pace }: RunOptions): string =>
  way === 'replay' ? paceWords(1 / pace) : `${paceWords(interval)}${lanes.length > 1 ? ' each' : ''}`

/** Returns true when every subscription of the plan is off; redelivery needs them on (API 6.4, 7). */
function allOff({ lanes }: Plan, { way }: RunOptions): boolean {
  return way === 'redelivery' && lanes.length > 0 && lanes.every(({ enabled }) => !enabled)
}

/** Sums up the run in a sentence: how many, how fast, until when. */
export function planSentence(plan: Plan, options: RunOptions, { now, zone }: Reader): string {
  const { total, lanes, endsAt } = plan
  if (total === 0 || endsAt === null) return 'There is nothing to send.'
  const what = `${counted(total, 'event')} of ${subscriptions(lanes.length)}`
  const end = Date.parse(endsAt)
  if (total === 1) {
    if (allOff(plan, options)) return `${what}, sent once that is switched on.`
    return isNow(endsAt, now) ? `${what}, sent now.` : `${what}, sent ${clockWords(end, now, zone)}.`
  }
  const pace = `${what}, ${paceOf(plan, options)}`
  return allOff(plan, options)
    ? `${pace}: ${durationWords(end - now)} once ${lanes.length === 1 ? 'that is' : 'they are'} switched on.`
    : `${pace}: ends ${clockWords(end, now, zone)} (${durationWords(end - now)}).`
}

/** Words the consequence, for the button. */
export function startWords(plan: Plan, options: RunOptions, { now, zone }: Reader): string {
  const { lanes, endsAt, total } = plan
  if (endsAt === null) return 'Start'
  if (allOff(plan, options)) return 'Start: waits for the subscription to be on'
  const going = lanes.filter(({ enabled }) => enabled || options.way === 'replay')
  const at = Math.min(...going.map(({ firstAt }) => Date.parse(firstAt)))
  const when = at - now < NOW ? 'now' : `in ${durationWords(at - now)}`
  if (total === 1) return `Start: the event goes out ${when}`
  if (options.canary) return `Start: one event ${when}, the others after it`
  return `Start: first ${options.way === 'replay' ? 'post' : 'call'} ${when}, last ${lastWords(endsAt, { now, zone })}`
}

const lastWords = (at: string, { now, zone }: Reader): string => {
  const words = clockWords(Date.parse(at), now, zone, { today: false })
  return /^\d/.test(words) ? `at ${words}` : words
}

/** Words what being off means for a lane's events (API 6.4, 7). */
export function laneOffWords(way: RunOptions['way']): string {
  return way === 'replay' ? 'Off, which a direct replay does not mind' : 'Off: waits until it is switched on'
}

/** Words a lane's first turn. */
export function firstWords({ firstAt, enabled }: PlannedLane, { now, zone }: Reader): string {
  return enabled && isNow(firstAt, now) ? 'now' : clockWords(Date.parse(firstAt), now, zone)
}

/** Words a lane's last turn, or its duration where the start is unknown. */
export function lastTurnWords({ firstAt, endsAt }: PlannedLane, waits: boolean, { now, zone }: Reader): string {
  return waits
    ? `${durationWords(Date.parse(endsAt) - Date.parse(firstAt))} later`
    : isNow(endsAt, now)
      ? 'now'
      : clockWords(Date.parse(endsAt), now, zone)
}

/** Returns how many of the selected events are left out. */
export function leftOutTotal(leftOut: LeftOut): number {
  return Object.values(leftOut).reduce((sum, value) => sum + value, 0)
}
