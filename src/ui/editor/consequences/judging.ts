import type { StoredClaim } from '../../../contract/draft.ts'
import type { FilterSchema } from '../../../contract/upstream/subscription.ts'
import { judge } from '../../../filter/evaluate.ts'
import { inOrder } from '../../../filter/meaning.ts'
import type { Names } from '../../../filter/words.ts'

/** The parts of a subscription that decide whether an event is sent. */
export interface Sending {
  filter: FilterSchema | null
  events: string[]
}

/** The draft to judge, and the rules in force today, null when there are none. `rows` limits each list. */
export interface JudgeRequest {
  draft: Sending
  inForce: Sending | null
  names: Names
  rows: number
}

export const LISTS = ['passes', 'drops', 'stops', 'starts'] as const
/** `stops`: sent today and dropped by the draft; `starts`: the other way round. */
export type ListName = (typeof LISTS)[number]

export interface JudgedEvent {
  id: string
  subscriptionId: string
  recordedAt: string
  type: string
  user: string | null
  reason: string
}

export interface Judgement {
  total: number
  passing: number
  types: { type: string; passing: number; total: number }[]
  lists: Record<ListName, { total: number; rows: JudgedEvent[] }>
}

export type JudgeReply = { kind: 'judged'; judgement: Judgement } | { kind: 'unusable'; message: string }

/** The type that an event is told by: one that is subscribed, if it says several. */
const typeOf = ({ claim }: StoredClaim, events: string[]): string =>
  Object.keys(claim).find((type) => events.includes(type)) ?? Object.keys(claim)[0] ?? 'unknown'

const shown = (event: StoredClaim, type: string, reason: string): JudgedEvent => ({
  id: event.id,
  subscriptionId: event.subscriptionId,
  recordedAt: event.recordedAt,
  type,
  user: event.claim[type]?.sub ?? null,
  reason,
})

/**
 * Judges drafts over stored events; test notifications are left out, for no filter stops them. What is in force is
 * judged once, however often the draft changes.
 */
export function createJudge(stored: StoredClaim[]): (request: JudgeRequest) => JudgeReply {
  const events = stored.filter(({ claim }) => !Object.hasOwn(claim, 'test'))
  let today: { key: string; sent: boolean[] } | undefined

  const sentToday = (inForce: Sending): boolean[] => {
    const key = JSON.stringify(inForce)
    if (today?.key !== key) {
      const decide = judge(inForce.filter, inForce.events)
      today = { key, sent: events.map(({ claim }) => decide(claim).passes) }
    }
    return today.sent
  }

  const run = ({ draft, inForce, names, rows }: JudgeRequest): Judgement => {
    const decide = judge(draft.filter, draft.events, names)
    const before = inForce && sentToday(inForce)
    const lists = Object.fromEntries(
      LISTS.map((name) => [name, { total: 0, rows: [] as JudgedEvent[] }]),
    ) as Judgement['lists']
    const types = new Map<string, { passing: number; total: number }>()
    events.forEach((event, at) => {
      const { passes, reason } = decide(event.claim)
      const type = typeOf(event, draft.events)
      const count = types.get(type) ?? { passing: 0, total: 0 }
      types.set(type, { passing: count.passing + Number(passes), total: count.total + 1 })
      const put = (name: ListName) => {
        const list = lists[name]
        list.total++
        if (list.rows.length < rows) list.rows.push(shown(event, type, reason.replace(/^(passes|dropped): /, '')))
      }
      put(passes ? 'passes' : 'drops')
      if (before && before[at] !== passes) put(passes ? 'starts' : 'stops')
    })
    return {
      total: events.length,
      passing: lists.passes.total,
      types: inOrder(types.keys()).map((type) => ({ type, ...(types.get(type) ?? { passing: 0, total: 0 }) })),
      lists,
    }
  }

  return (request) => {
    try {
      return { kind: 'judged', judgement: run(request) }
    } catch (error) {
      return { kind: 'unusable', message: error instanceof Error ? error.message : String(error) }
    }
  }
}
