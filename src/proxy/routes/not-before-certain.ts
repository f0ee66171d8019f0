import { type JournalAction, JournalQuery } from '../../contract/journal.ts'
import { Refusal } from '../../contract/refusal.ts'
import { timeOf } from '../../contract/timestamp.ts'
import type { EnvironmentContext } from '../../sync/environments.ts'
import { refusals } from '../words/refusals.ts'
import { UNSURE } from './journaled.ts'
import type { RouteServices } from './services.ts'

/** A call that may not be made twice: what it does, and for which subscription. */
interface CallOnce {
  action: JournalAction
  subscriptionId: string
}

/**
 * Makes a call that nobody may repeat while it is not certain what became of the one before. The journal knows of that one,
 * whoever made it and in whichever process; both refusals tell the time at which it is certain.
 */
export async function notBeforeCertain<T>(
  { store, now }: Pick<RouteServices, 'store' | 'now'>,
  { id: environment, certainAfter }: EnvironmentContext,
  { action, subscriptionId }: CallOnce,
  work: () => Promise<T>,
): Promise<T> {
  const from = timeOf(Math.floor(now() - certainAfter))
  const { items } = await store.journal.page(
    JournalQuery.parse({ environment, action, outcome: 'unknown', from, size: 100 }),
  )
  const unsure = items.find(({ target }) => target.subscriptionId === subscriptionId)
  if (unsure) throw refusals.notCertainYet(Date.parse(unsure.at) + certainAfter)
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Refusal) || !UNSURE.includes(error.problem.code)) throw error
    const { remedy } = error.problem
    throw new Refusal({ ...error.problem, remedy: `${remedy} ${refusals.certainWords(now() + certainAfter)}` })
  }
}
