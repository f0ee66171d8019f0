import { mutationOptions } from '@tanstack/react-query'
import { type EventSelection, FailedPage, FailedSummary } from '../../contract/failed-event.ts'
import { apiPath, call, searchOf } from './client.ts'
import { ProblemError } from './problem.ts'

/** A selection may name at most this many events one by one. */
export const MOST_BY_NAME = 5_000
const SIZE = 500

const missedBy = (subscription: string) => ({ state: 'failure', subscription, cause: 'off' }) as const

const refuse = (title: string, remedy: string) =>
  new ProblemError({ code: 'not_failed', status: 0, title, remedy, requestId: '' })

/** Selects what failed while one subscription was off, as a match frozen at a moment of the console's clock. */
async function freezeMatch(path: string, subscription: string): Promise<EventSelection> {
  const match = missedBy(subscription)
  const { asOf } = await call(path + searchOf({ ...match, size: 1 }), FailedPage)
  const { total } = await call(`${path}/summary${searchOf({ ...match, asOf })}`, FailedSummary)
  return { by: 'match', match, asOf, except: [], count: total }
}

type Named = { subscriptionId: string; id: string }

async function readNames(path: string, subscription: string): Promise<Named[]> {
  const names: Named[] = []
  let start: { asOf?: string; after?: string } = {}
  for (;;) {
    const page = await call(path + searchOf({ ...missedBy(subscription), ...start, size: SIZE }), FailedPage)
    names.push(...page.items.map(({ subscriptionId, id }) => ({ subscriptionId, id })))
    if (page.next === null || names.length > MOST_BY_NAME) return names
    start = { asOf: page.asOf, after: page.next }
  }
}

/** Selects the same of several subscriptions. A match is of one or of all, so their events are named one by one. */
async function nameAll(path: string, subscriptions: readonly string[]): Promise<EventSelection> {
  const events: Named[] = []
  for (const subscription of subscriptions) {
    events.push(...(await readNames(path, subscription)))
    if (events.length > MOST_BY_NAME)
      throw refuse(
        'More than 5,000 events failed while they were off',
        'Prepare the redelivery of each subscription by itself.',
      )
  }
  return { by: 'events', events }
}

/** Selects what failed while these subscriptions were off, for the plan of a run. Reads only. */
export function selectMissed(environment: string) {
  return mutationOptions({
    mutationFn: async (subscriptions: readonly string[]): Promise<EventSelection> => {
      const path = apiPath('environments', environment, 'failed-events')
      const [only, ...others] = subscriptions
      const selection = only && others.length === 0 ? await freezeMatch(path, only) : await nameAll(path, subscriptions)
      if (selection.by === 'match' ? selection.count === 0 : selection.events.length === 0)
        throw refuse('Nothing is left to catch up on', 'What failed was delivered meanwhile, or has expired.')
      return selection
    },
  })
}
