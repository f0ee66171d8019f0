import { z } from 'zod'
import { Cause } from './event.ts'
import { ProblemCode } from './problem.ts'
import { Audience } from './replay-audience.ts'

/** A note without figures. */
const bare = <Code extends string>(code: Code) => z.object({ code: z.literal(code) })

/** The reason why a listener did not take an event, as the API tells it; worded as a clause. */
export const FailureNote = z.object({
  code: z.literal('failure'),
  cause: Cause.nullable(),
  status: z.number().int().nullable(),
  error: z.string().nullable(),
})
export type FailureNote = z.infer<typeof FailureNote>

/** The refusal of the API. Several refusals share a problem code, so the title is kept; `message` is the API's own text. */
const ApiRefused = z.object({
  code: z.literal('apiRefused'),
  problem: ProblemCode,
  title: z.string(),
  message: z.string().nullable(),
})

/** The ways in which a post to a listener ends without an answer; `insecure`: TLS broke off before anything was sent. */
export const LISTENER_FAULTS = [
  'unsent',
  'untrusted',
  'insecure',
  'lost',
  'timeout',
  'oversized',
  'garbled',
  'redirect',
  'cancelled',
] as const
export const ListenerFault = z.enum(LISTENER_FAULTS)
export type ListenerFault = z.infer<typeof ListenerFault>

/** The reasons why a token was not posted, or its post had no answer. */
export const ReplayFailure = z.discriminatedUnion('code', [
  ApiRefused,
  bare('replayNotAllowed'),
  bare('environmentUnknown'),
  bare('endpointUnreadable'),
  bare('endpointNotHttps'),
  bare('endpointWithUser'),
  bare('notToken'),
  z.object({ code: z.literal('hostUnresolved'), host: z.string() }),
  z.object({ code: z.literal('hostWithoutAddress'), host: z.string() }),
  z.object({ code: z.literal('hostNotPublic'), host: z.string() }),
  z.object({ code: z.literal('listenerFault'), fault: ListenerFault }),
  z.object({ code: z.literal('listenerLate'), seconds: z.number() }),
  /** `fault` is the kind of the fault, as the way to the sandbox names it. */
  z.object({ code: z.literal('sandboxSilent'), fault: z.string() }),
  bare('sandboxOnly'),
  bare('sandboxUnclear'),
])
export type ReplayFailure = z.infer<typeof ReplayFailure>

const ReplayEnd = z.discriminatedUnion('code', [
  ...ReplayFailure.options,
  z.object({ code: z.literal('listenerAccepted'), status: z.number().int() }),
  z.object({ code: z.literal('listenerAnswered'), status: z.number().int() }),
])
export type ReplayEnd = z.infer<typeof ReplayEnd>

/** The reason for an item's state, or for a lane's wait. */
export const ItemNote = z.discriminatedUnion('code', [
  ...ReplayEnd.options,
  FailureNote,
  /** The end of a replay whose token was made for another listener, or does not say for which. */
  z.object({ code: z.literal('otherAudience'), end: ReplayEnd, audience: Audience.exclude(['same']) }),
  z.object({ code: z.literal('failedAgain'), failure: FailureNote }),
  z.object({ code: z.literal('notDelivered'), failure: FailureNote }),
  /** The API gives no token of the event, so there is nothing to post. */
  bare('noToken'),
  bare('deliveredMeanwhile'),
  bare('scheduledOtherwise'),
  /** `state` is the event's, one that the console does not know. */
  z.object({ code: z.literal('notFailed'), state: z.string() }),
  bare('subscriptionOff'),
  bare('subscriptionDeleted'),
  bare('eventExpired'),
  bare('endForgotten'),
  bare('endUnknown'),
  bare('arrivalUnknown'),
  /** The first call left no trace within `seconds`; the event is sent once more. */
  z.object({ code: z.literal('noTrace'), seconds: z.number() }),
  /** Neither did the second call: a person decides. */
  z.object({ code: z.literal('noTraceTwice'), seconds: z.number() }),
  bare('cannotTell'),
  /** The API has the event, but not the call. */
  z.object({ code: z.literal('notOffered'), status: z.number().int() }),
  bare('consoleStopped'),
  bare('sandboxReset'),
  /** Plain text, as it was stored before notes were codes. */
  z.object({ code: z.literal('text'), text: z.string() }),
])
export type ItemNote = z.infer<typeof ItemNote>

/** A note of the ledger: of an item, of a lane's wait, of a run's state, or of a call in the journal. */
export const RunNote = z.discriminatedUnion('code', [
  ...ItemNote.options,
  /** `reason` is what the person typed. */
  z.object({ code: z.literal('paused'), by: z.string(), reason: z.string().nullable() }),
  z.object({ code: z.literal('cancelled'), by: z.string(), reason: z.string().nullable() }),
  /**
   * The run stopped by itself, after its canary or after `count` events in a row. `why` is about the last of them;
   * `retrying`: only its first attempt failed, and Identity Cloud goes on trying it.
   */
  z.object({
    code: z.literal('stopped'),
    after: z.enum(['canary', 'row']),
    count: z.number().int(),
    why: ItemNote.nullable(),
    retrying: z.boolean(),
  }),
  bare('canaryDelivered'),
  bare('callNeverArrived'),
  z.object({ code: z.literal('callRefused'), problem: ProblemCode, title: z.string() }),
])
export type RunNote = z.infer<typeof RunNote>

/** Returns the text in which the ledger stores a note: JSON, in the columns that held plain text before. */
export function storedNote(note: RunNote): string {
  return JSON.stringify(note)
}

/** Reads a stored note; text that is not a known note is returned as plain text. */
export function readNote(stored: string): RunNote {
  return parsed(RunNote, stored) ?? { code: 'text', text: stored }
}

/** Reads a stored note of an item; text that is not a known one is returned as plain text. */
export function readItemNote(stored: string): ItemNote {
  return parsed(ItemNote, stored) ?? { code: 'text', text: stored }
}

const parsed = <Note>(schema: z.ZodType<Note>, stored: string): Note | undefined => {
  if (!stored.startsWith('{')) return undefined
  try {
    return schema.safeParse(JSON.parse(stored)).data
  } catch {
    return undefined
  }
}
