import { DAY, MINUTE } from '../../contract/durations.ts'
import type { JournalEntry } from '../../contract/journal.ts'
import { Refusal } from '../../contract/refusal.ts'
import type { JournalResult } from '../../store/journal/journal.ts'
import type { Store } from '../../store/store.ts'
import type { EnvironmentContext, Environments } from '../../sync/environments.ts'
import type { SubscriptionBody } from '../../upstream/operations/subscriptions.ts'
import { jobOf } from '../routes/exports/export-job.ts'
import { differencesOf } from '../routes/subscriptions/stored-differences.ts'
import { settled } from '../words/outcomes.ts'

/** The finding about a change: that it is there, that it is not, or that this cannot be told. */
type Found = { is: 'there'; target?: JournalResult['target'] } | { is: 'absent' | 'anything' }

interface LookUpServices {
  environments: Environments
  store: Pick<Store, 'runs'>
  /** Milliseconds since 1970. */
  now: () => number
}

/** The time after which a change that is not there was not made, where no environment says it. */
const CERTAIN_AFTER = 10 * MINUTE

/**
 * Looks up what came of a change whose process did not write its end. Undefined when it is too early to say: what is not
 * there yet may still come until `certainAfter` is over, and an API that does not answer is asked again for a day.
 */
export async function lookUpOutcome(services: LookUpServices, entry: JournalEntry): Promise<JournalResult | undefined> {
  const context = services.environments.get(entry.environment ?? '')
  const age = services.now() - Date.parse(entry.at)
  const isCertain = age >= (context?.certainAfter ?? CERTAIN_AFTER)
  try {
    const found = await lookAt(services, context, entry)
    if (found.is === 'there') return { outcome: 'done', problem: settled.there, target: found.target }
    if (!isCertain) return undefined
    return found.is === 'absent'
      ? { outcome: 'refused', problem: settled.absent }
      : { outcome: 'unknown', problem: settled.unknown }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return age >= DAY ? { outcome: 'unknown', problem: settled.unknown } : undefined
  }
}

const CANNOT_TELL: Found = { is: 'anything' }
const thereIf = (there: boolean): Found => ({ is: there ? 'there' : 'absent' })

async function lookAt(
  services: LookUpServices,
  context: EnvironmentContext | undefined,
  entry: JournalEntry,
): Promise<Found> {
  if (!context) return CANNOT_TELL
  const [kind] = entry.action.split('.')
  if (kind === 'subscription') return lookAtSubscription(context, entry)
  if (kind === 'export') return lookAtExport(context, entry)
  if (kind === 'run') return lookAtRun(services, context, entry)
  // A single event is sent by its run, which journals it; what a request itself journals was refused before any call.
  return kind === 'event' ? { is: 'absent' } : CANNOT_TELL
}

async function lookAtSubscription({ upstream }: EnvironmentContext, entry: JournalEntry): Promise<Found> {
  const { action, target, at } = entry
  if (action === 'subscription.test') return CANNOT_TELL
  if (action === 'subscription.create') {
    const { items, unread } = await upstream.listSubscriptions()
    const namesakes = items.filter(({ title }) => title === target.title)
    const made = namesakes.find(({ createdAt }) => isSince(createdAt, at))
    if (made) return { is: 'there', target: { id: made.id, subscriptionId: made.id } }
    // One without a time, or one that cannot be read, may be it.
    return unread.length > 0 || namesakes.some(hasNoTime) ? CANNOT_TELL : { is: 'absent' }
  }
  const stored = await upstream.getSubscription(target.id).catch(unlessGone)
  if (action === 'subscription.delete') return thereIf(stored === undefined)
  if (!stored) return CANNOT_TELL
  const is = (side: unknown) => differencesOf(stored, side as Partial<SubscriptionBody>).length === 0
  if (is(entry.after)) return { is: 'there' }
  return is(entry.before) ? { is: 'absent' } : CANNOT_TELL
}

async function lookAtExport({ upstream }: EnvironmentContext, { action, target, at }: JournalEntry): Promise<Found> {
  const { subscriptionId } = target
  if (action === 'export.download' || subscriptionId === null) return CANNOT_TELL
  if (action === 'export.cancel') {
    const job = await upstream.getExport(subscriptionId, target.id).catch(unlessGone)
    return job ? thereIf(jobOf(job).state === 'cancelled') : CANNOT_TELL
  }
  const jobs = (await upstream.listExports(subscriptionId)).map(jobOf)
  const job = jobs.find(({ createdAt }) => isSince(createdAt, at))
  if (job) return { is: 'there', target: { id: job.id, subscriptionId } }
  return jobs.some(hasNoTime) ? CANNOT_TELL : { is: 'absent' }
}

async function lookAtRun(
  { store }: LookUpServices,
  { id: environment, interval }: EnvironmentContext,
  { action, target }: JournalEntry,
): Promise<Found> {
  const run = await store.runs.detail(environment, target.id, { interval })
  if (action === 'run.start') return thereIf(run !== undefined)
  const lane = run?.lanes.find(({ subscriptionId }) => subscriptionId === target.subscriptionId)
  if (action === 'run.cancel' && !lane && run?.state === 'cancelled') return { is: 'there' }
  if (action === 'run.pause' && (lane ? lane.paused : run?.state === 'paused')) return { is: 'there' }
  return CANNOT_TELL
}

/** The API's clock may be a little behind the console's. */
const isSince = (createdAt: string | null | undefined, at: string): boolean =>
  typeof createdAt === 'string' && Date.parse(createdAt) >= Date.parse(at) - MINUTE

const hasNoTime = ({ createdAt }: { createdAt: string | null }): boolean => createdAt === null

const unlessGone = (error: unknown): undefined => {
  if (!(error instanceof Refusal && error.problem.code === 'not_found')) throw error
}
