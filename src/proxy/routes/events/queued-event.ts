import { setTimeout as after } from 'node:timers/promises'
import type { QueuedReply } from '../../../contract/run.ts'
import { eventKey } from '../../../store/runs/book.ts'
import type { EnvironmentContext } from '../../../sync/environments.ts'
import type { RouteServices } from '../services.ts'

/** The ids of a subscription and of one of its events, both checked to be ids. */
export interface EventIds {
  id: string
  eventId: string
}

/** An event that is in the queue, or was sent by a run that follows it. */
export interface QueuedEvent {
  /** The name of its run. */
  name: string
  reply: QueuedReply
}

/** Returns the position of an event in the queue; undefined when it is not in it. */
export async function queuedEvent(
  { store: { runs } }: Pick<RouteServices, 'store'>,
  context: EnvironmentContext,
  { id: subscriptionId, eventId }: EventIds,
): Promise<QueuedEvent | undefined> {
  const event = { subscriptionId, id: eventId }
  const holder = (await runs.activeOf(context.id, [event])).get(eventKey(event))
  const reply = holder && (await runs.queued(context.id, holder.runId, eventId, context))
  if (!reply) return undefined
  const note = reply.note ?? `In the queue already, as “${holder.name}”`
  return { name: holder.name, reply: { ...reply, note } }
}

/** Milliseconds between two reads of an item. */
const POLL = 50

/**
 * Waits up to `patience` (ms) for an item to be sent and returns its state. It waits neither for a turn that comes later
 * nor for the delivery, which the API makes when it gets to it.
 */
export async function waitForSending(
  { store: { runs }, now, patience }: Pick<RouteServices, 'store' | 'now' | 'patience'>,
  context: EnvironmentContext,
  { runId, eventId }: EventIds & { runId: string },
): Promise<QueuedReply | undefined> {
  const isSentSoon = ({ state, goesOutAt }: QueuedReply): boolean =>
    state === 'sending' || (state === 'waiting' && (goesOutAt === null || Date.parse(goesOutAt) <= now() + patience))
  const read = () => runs.queued(context.id, runId, eventId, context)
  return until(read, (reply) => !reply || !isSentSoon(reply), patience)
}

/**
 * Has the run that follows a sent event read it now, and returns true when the event has left the queue. Asked for an
 * event that failed again, which its run would find out later by itself.
 */
export async function hasLeftQueue(
  services: Pick<RouteServices, 'store' | 'wake' | 'patience'>,
  context: EnvironmentContext,
  ids: EventIds,
): Promise<boolean> {
  await checkSoon(services, context, ids)
  return (
    (await until(
      () => queuedEvent(services, context, ids),
      (queued) => !queued,
      services.patience,
    )) === undefined
  )
}

/** Has the run that follows a sent event read it now. */
export async function checkSoon(
  { store: { runs }, wake }: Pick<RouteServices, 'store' | 'wake'>,
  context: EnvironmentContext,
  { id: subscriptionId, eventId }: EventIds,
): Promise<void> {
  await runs.followUpNow(context.id, [{ subscriptionId, id: eventId }])
  wake()
}

/** Reads until the value is enough or the time (ms) is up, and returns the value read last. */
const until = async <T>(read: () => Promise<T>, enough: (value: T) => boolean, time: number): Promise<T> => {
  const end = performance.now() + time
  for (;;) {
    const value = await read()
    if (enough(value) || performance.now() >= end) return value
    await after(POLL)
  }
}
