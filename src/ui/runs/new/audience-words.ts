import type { Plan } from '../../../contract/plan.ts'
import { type Audience, type AudienceRequest, MOST_AUDIENCES } from '../../../contract/replay-audience.ts'
import { counted } from '../../kit/text/count-words.ts'

/** Returns the oldest event of each lane among the first turns: tokens from before a change are the older ones. */
export function samplesOf({ turns }: Pick<Plan, 'turns'>): AudienceRequest['events'] {
  const oldest = new Map<string, Plan['turns'][number]>()
  for (const turn of turns) {
    const known = oldest.get(turn.subscriptionId)
    if (!known && oldest.size === MOST_AUDIENCES) continue
    if (!known || Date.parse(turn.expiresAt) < Date.parse(known.expiresAt)) oldest.set(turn.subscriptionId, turn)
  }
  // Sorted by id, so that another order of the same turns needs no new reading.
  return [...oldest.values()]
    .map(({ subscriptionId, eventId }) => ({ subscriptionId, eventId }))
    .toSorted((a, b) => (a.subscriptionId < b.subscriptionId ? -1 : 1))
}

type Seen = readonly { subscriptionId: string; audience: Audience | null }[]

/** Subscriptions named in a sentence. */
const NAMED = 3

/** Words the warnings of the samples, a sentence for each kind, and their share of the run; empty when all are well. */
export function audienceWords({ lanes }: Pick<Plan, 'lanes'>, seen: Seen): string[] {
  const titles = new Map(lanes.map(({ subscriptionId, title }) => [subscriptionId, title]))
  const titlesOf = (audience: Audience) =>
    seen.flatMap((one) => (one.audience === audience ? (titles.get(one.subscriptionId) ?? []) : []))
  const [other, unreadable] = [titlesOf('other'), titlesOf('unreadable')]
  if (other.length + unreadable.length === 0) return []
  const looked = seen.filter(({ audience }) => audience !== null).length
  return [
    ...(other.length > 0
      ? [`Tokens of ${named(other)} were made for another endpoint (aud) than the subscription has now.`]
      : []),
    ...(unreadable.length > 0
      ? [`Tokens of ${named(unreadable)} do not say which endpoint they were made for (aud).`]
      : []),
    'A listener that checks the audience will turn them away.',
    `One event each of ${looked < lanes.length ? `${looked} of ` : ''}${counted(lanes.length, 'subscription')} was looked at; once sent, each event’s note says it of its own token.`,
  ]
}

const named = (titles: string[]): string => {
  const rest = titles.length - NAMED
  if (rest > 0) return `${titles.slice(0, NAMED).join(', ')} and ${counted(rest, 'other subscription')}`
  return titles.length > 1 ? `${titles.slice(0, -1).join(', ')} and ${titles.at(-1)}` : (titles[0] ?? '')
}
