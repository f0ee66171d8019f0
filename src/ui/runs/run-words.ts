import type { ItemCounts, RunDetail, RunLane, RunOptions, RunState } from '../../contract/run.ts'
import { outCount, resultWords, unsentCount } from '../components/run-counts.ts'
import { count, counted } from '../kit/text/count-words.ts'
import { clockWords, durationWords, paceWords } from '../kit/time/duration.ts'
import type { Reader } from './new/plan-words.ts'

const ENDED: ReadonlySet<RunState> = new Set(['cancelled', 'done'])

/** Returns true when the run has ended. A stopped run has not, because it can be resumed. */
export function runHasEnded(state: RunState): boolean {
  return ENDED.has(state)
}

/** Returns true when a lane waits for something outside the console; waiting for its minute does not count. */
export function needsSomebody({ waits }: RunLane): boolean {
  return waits !== null && waits.why !== 'limit'
}

/** Returns the server's words with a full stop. */
export function asSentence(words: string): string {
  return /[.!?]$/.test(words) ? words : `${words}.`
}

type Lanes = Pick<RunDetail, 'lanes'>

const stuckLanes = ({ lanes }: Lanes) => lanes.filter((lane) => needsSomebody(lane) && unsentCount(lane.counts) > 0)

const stuckCount = (run: Lanes) => stuckLanes(run).reduce((total, { counts }) => total + unsentCount(counts), 0)

/** Words the lanes that do not go on by themselves; undefined when all do. */
export function stuckWords(run: Pick<RunDetail, 'lanes' | 'state'>): string | undefined {
  if (run.state !== 'running' && run.state !== 'canary') return undefined
  const [stuck, events] = [stuckLanes(run), stuckCount(run)]
  if (events === 0) return undefined
  const [one] = stuck
  const whose = stuck.length === 1 && one ? one.title : counted(stuck.length, 'subscription')
  return `${counted(events, 'event')} of ${whose} ${events === 1 ? 'does' : 'do'} not go on by ${events === 1 ? 'itself' : 'themselves'}; below it says why.`
}

/** Words the state of a run and what comes next. */
export function runSentence(run: RunDetail, { now, zone }: Reader): string {
  const { state, counts, total, endsAt, lanes, options } = run
  const unsent = unsentCount(counts)
  const out = outCount(counts)
  if (state === 'done') {
    const all = total === 1 ? 'it was delivered' : `all ${count(total)} were delivered`
    return counts.delivered === total ? `Done: ${all}.` : `Done: ${resultWords(counts)}.`
  }
  if (state === 'cancelled') return `Cancelled: ${resultWords(counts)}.${still(out)}`
  if (state === 'paused') return `Paused: ${counted(unsent, 'event')} not sent yet.${still(out)}`
  if (state === 'stopped') return `Stopped with ${counted(unsent, 'event')} not sent yet.${still(out)}`
  const call = options.way === 'replay' ? 'post' : 'call'
  if (unsent === 0) return `Every ${call} is out. ${counted(out, 'event is', 'events are')} followed to the end.`
  const first = state === 'canary' ? firstWords(run) : undefined
  if (first) return first
  if (endsAt !== null) {
    const when = `${clockWords(Date.parse(endsAt), now, zone)} (in ${durationWords(Date.parse(endsAt) - now)})`
    const stuck = stuckCount(run)
    const apart =
      stuck > 0 ? `Apart from ${counted(stuck, 'event')} that ${stuck === 1 ? 'waits' : 'wait'}, the` : 'The'
    return `${apart} last ${call} goes out ${when}.`
  }
  if (lanes.length > 0 && lanes.every(({ paused, counts: own }) => paused || unsentCount(own) === 0))
    return `Every subscription in it is paused: ${counted(unsent, 'event')} not sent yet.`
  return `Nothing goes out by itself right now: ${counted(unsent, 'event')} not sent yet.`
}

/** Words the event that is tried first; undefined when none is under way. */
function firstWords({ counts, retrying }: Pick<RunDetail, 'counts' | 'retrying'>): string | undefined {
  const { held = 0, waiting = 0 } = counts
  if (waiting === 0 && outCount(counts) === retrying) return undefined
  const others = held === 1 ? 'The other waits' : `The others, ${count(held)}, wait`
  return `One event ${waiting > 0 ? 'goes out first' : 'is out'}.${held > 0 ? ` ${others} until it is delivered.` : ''}`
}

const still = (out: number) =>
  out === 0 ? '' : ` ${counted(out, 'event')} already out ${out === 1 ? 'stays' : 'stay'} out.`

const ORDER_WORDS: Record<RunOptions['order'], string> = {
  expiry: 'soonest to expire first',
  oldest: 'oldest first',
  newest: 'newest first',
}

/** Words the options of a run, a phrase each. */
export function optionWords({ way, order, canary, stopAfter, leaveOutSuperseded, pace }: RunOptions): string[] {
  return [
    way === 'replay' ? `Direct replay, ${paceWords(1 / pace)}` : 'Redelivery',
    ORDER_WORDS[order],
    ...(canary ? ['one event first'] : []),
    ...(stopAfter === null ? [] : [`stops after ${counted(stopAfter, 'failure')} in a row`]),
    ...(leaveOutSuperseded ? ['superseded updates left out'] : []),
  ]
}

/** Words what cancelling would do. */
export function cancelWords(counts: ItemCounts): string {
  const unsent = unsentCount(counts)
  const out = outCount(counts)
  const dropped = `${counted(unsent, 'event')} not sent yet ${unsent === 1 ? 'is' : 'are'} dropped from the run.`
  return out === 0
    ? dropped
    : `${dropped} ${count(out)} already scheduled ${out === 1 ? 'stays' : 'stay'} scheduled: nobody can call ${out === 1 ? 'it' : 'them'} back.`
}

/** Words what a stopped run needs, and what resuming it does. */
export function stoppedRemedy({ oneFirst }: Pick<RunDetail, 'oneFirst'>): string {
  return `Put the listener right, then resume: ${oneFirst ? 'the next event is tried first, the others follow once it is delivered' : 'the events held back go out in their order'}. Or cancel.`
}
