import { setTimeout as after } from 'node:timers/promises'
import type { QueuedReply } from '../../../contract/run.ts'
import { eventKey } from '../../../store/runs/book.ts'
import type { EnvironmentContext } from '../../../sync/environments.ts'
import type { RouteServices } from '../services.ts'

/** Which event of which subscription, both checked to be ids. */
export interface EventPlace {
  id: string
  eventId: string
}

/** An event that is in the queue, or was sent by a run that follows it. */
export interface QueuedEvent {
  /** The name of its run. */
  name: string
  reply: QueuedReply
}

/** Where an event is in the queue, undefined when it is not. */
export async function queuedEvent(
  { store: { runs } }: Pick<RouteServices, 'store'>,
  environment: EnvironmentContext,
  { id: subscriptionId, eventId }: EventPlace,
): Promise<QueuedEvent | undefined> {
  const event = { subscriptionId, id: eventId }
  const holder = (await runs.activeOf(environment.id, [event])).get(eventKey(event))
  const reply = holder && (await runs.queued(environment.id, holder.runId, eventId, environment))
  if (!reply) return undefined
  const note = reply.note ?? `In the queue already, as “${holder.name}”`
  return { name: holder.name, reply: { ...reply, note } }
}

/** Between two looks at an item, in ms. */
const LOOK = 50

/**
 * What becomes of an item within `patience` (ms): most calls are made at once and answered in a moment. Does not wait
 * for a turn that comes later, nor for anything but the call: what is scheduled is delivered when the API gets to it.
 */
export async function soonOut(
  { store: { runs }, now, patience }: Pick<RouteServices, 'store' | 'now' | 'patience'>,
  environment: EnvironmentContext,
  { runId, eventId }: EventPlace & { runId: string },
): Promise<QueuedReply | undefined> {
  const comesSoon = ({ state, goesOutAt }: QueuedReply): boolean =>
    state === 'sending' || (state === 'waiting' && (goesOutAt === null || Date.parse(goesOutAt) <= now() + patience))
  const read = () => runs.queued(environment.id, runId, eventId, environment)
  return until(read, (reply) => !reply || !comesSoon(reply), patience)
}

/**
 * Of an event that a run has sent and follows, and that has failed again as the API says: whether the run knows by now.
 * It would look later by itself.
 */
export async function endedMeanwhile(
  services: Pick<RouteServices, 'store' | 'wake' | 'patience'>,
  environment: EnvironmentContext,
  place: EventPlace,
): Promise<boolean> {
  await lookSoon(services, environment, place)
  return (
    (await until(
      () => queuedEvent(services, environment, place),
      (queued) => !queued,
      services.patience,
    )) === undefined
  )
}

/** Has the run that follows a sent event look at it now. */
export async function lookSoon(
  { store: { runs }, wake }: Pick<RouteServices, 'store' | 'wake'>,
  environment: EnvironmentContext,
  { id: subscriptionId, eventId }: EventPlace,
): Promise<void> {
  await runs.followUpNow(environment.id, [{ subscriptionId, id: eventId }])
  wake()
}

/** Reads again and again until it is enough, or time (ms) is up; gives what was read last. */
const until = async <T>(read: () => Promise<T>, enough: (value: T) => boolean, time: number): Promise<T> => {
  const end = performance.now() + time
  for (;;) {
    const value = await read()
    if (enough(value) || performance.now() >= end) return value
    await after(LOOK)
  }
}
