import type { RunDetail } from '../../contract/run.ts'
import { endedCount, lostCount } from '../components/run-counts.ts'
import { RUN_LOOKS } from '../components/run-looks.ts'
import { count, counted } from '../kit/text/count-words.ts'
import { needsSomebody } from './run-words.ts'

type Seen = Pick<RunDetail, 'state' | 'stateReason' | 'counts' | 'total' | 'lanes'>

const tenth = ({ counts, total }: Seen) => (total === 0 ? 0 : Math.floor((endedCount(counts) / total) * 10))

const waiting = ({ lanes }: Seen) => new Set(lanes.filter(needsSomebody).map(({ subscriptionId }) => subscriptionId))

/** Words a change that matters (another state, another tenth, a lane that waits); undefined for others. */
export function milestones(before: Seen, now: Seen): string | undefined {
  const said: string[] = []
  if (before.state !== now.state) said.push(RUN_LOOKS[now.state].word + (now.stateReason ? `: ${now.stateReason}` : ''))
  if (before.state !== now.state || tenth(before) !== tenth(now)) {
    const lost = lostCount(now.counts)
    said.push(
      `${count(endedCount(now.counts))} of ${counted(now.total, 'event')} ended${lost > 0 ? `, ${count(lost)} not delivered` : ''}`,
    )
  }
  const known = waiting(before)
  for (const lane of now.lanes.filter(needsSomebody))
    if (!known.has(lane.subscriptionId)) said.push(`${lane.title} waits: ${lane.waits?.words}`)
  return said.length > 0 ? said.map((words) => words.replace(/\.$/, '')).join('. ') : undefined
}
