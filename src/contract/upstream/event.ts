import { z } from 'zod'
import { HeaderMap, Links, Timestamp, Uuid } from './common.ts'
import { type Answer, answer, COSTS, NumberText, TimeText } from './reading.ts'

/** The states as the API spells them (API 6.1). Others may appear and are shown as they come. */
export const EVENT_STATES = ['awaiting-executing', 'executing', 'success', 'awaiting-retry', 'failure'] as const

/** The listener's answer, or the reason why there was none (API 5.2; `error` is an assumption, 18 #20). */
export const ListenerResponse = z.looseObject({
  statusCode: z.number().int().optional(),
  headers: HeaderMap.optional(),
  error: z.string().optional(),
})
export type ListenerResponse = z.infer<typeof ListenerResponse>

/** A stored event (API 5.2). `request.payload` is the compact security event token as it was sent. */
export const UpstreamEvent = z.looseObject({
  id: Uuid,
  createdAt: Timestamp,
  updatedAt: Timestamp,
  state: z.string(),
  attempts: z.number().int().nonnegative(),
  request: z.looseObject({ endpoint: z.string(), headers: HeaderMap, payload: z.string() }),
  response: ListenerResponse.nullish(),
  _links: Links.optional(),
})
export type UpstreamEvent = z.infer<typeof UpstreamEvent>

/** One entry of an event's history: an open object of which only a state and a time are required (API 5.3, 18 #17). */
export const UpstreamHistoryEntry = z.looseObject({
  state: z.string(),
  createdAt: Timestamp,
  attempt: z.number().int().optional(),
  response: ListenerResponse.nullish(),
  error: z.string().optional(),
})
export type UpstreamHistoryEntry = z.infer<typeof UpstreamHistoryEntry>

/** Headers as pairs, as `{name, value}`, or with numbers; what is neither is left out. */
const OddHeaders = z.unknown().transform((value, context): HeaderMap => {
  const pairs: unknown[] = Array.isArray(value) ? value : Object.entries(Object(value))
  const headers = pairs.flatMap(headerIn)
  if (headers.length > 0) return Object.fromEntries(headers)
  context.issues.push({ code: 'custom', message: 'no headers', input: value })
  return z.NEVER
})

const Pair = z.union([
  z.tuple([z.string(), z.unknown()]).transform(([name, value]) => ({ name, value })),
  z.looseObject({ name: z.string(), value: z.unknown() }),
])

const headerIn = (pair: unknown): [string, string | string[]][] => {
  const { name, value } = Pair.safeParse(pair).data ?? {}
  const values = [value].flat().filter((one) => typeof one === 'string' || typeof one === 'number')
  if (name === undefined || values.length === 0) return []
  return [[name, values.length === 1 ? String(values[0]) : values.map(String)]]
}

/** An error that is no text: the words in it, else its JSON. */
const OddError = z
  .union([z.looseObject({}), z.number()])
  .transform((error) =>
    typeof error === 'object' && typeof error.message === 'string'
      ? error.message
      : JSON.stringify(error).slice(0, 300),
  )

export const RequestAnswer = answer('the request of an event', UpstreamEvent.shape.request, {
  endpoint: { cost: 'The listener that it was sent to is not shown.' },
  headers: { cost: 'The headers that were sent are not shown.', also: OddHeaders },
  payload: {
    cost: 'The token is not shown: neither type nor user is known, and no direct replay is possible.',
    also: z.record(z.string(), z.unknown()),
  },
})

export const ResponseAnswer = answer('the answer of a listener', ListenerResponse, {
  statusCode: { cost: 'The status of the listener is not shown.', also: NumberText },
  headers: { cost: 'The headers of the listener are not shown.', also: OddHeaders },
  error: { cost: 'The reason why there was no answer is not shown.', also: OddError },
})

/** Reads a part by its description; anything but an object counts as absent. */
const part = <Read>({ read }: Answer<Read>) =>
  z.unknown().transform((value, context): Read => {
    const { data } = read(value)
    if (data !== undefined) return data
    context.issues.push({ code: 'custom', message: 'no object', input: value })
    return z.NEVER
  })

const ONE_TIME = 'One of createdAt and updatedAt is needed: the other one stands for it.'

const BothTimes = answer('an event', UpstreamEvent, {
  id: { needed: true },
  state: { needed: true },
  createdAt: { needed: true, also: TimeText },
  updatedAt: { needed: true, also: TimeText },
  attempts: { cost: 'The number of attempts is not shown, and the cause may be unknown.', also: NumberText },
  request: {
    cost: 'It is shown without what was sent, as one that was never sent.',
    also: part(RequestAnswer),
    parts: RequestAnswer,
  },
  response: {
    cost: 'It is shown without an answer of the listener.',
    also: part(ResponseAnswer),
    parts: ResponseAnswer,
  },
  _links: { cost: 'Nothing: links of single objects are not used.' },
})

const timeIn = (time: unknown): string | undefined => Timestamp.safeParse(time).data ?? TimeText.safeParse(time).data

/** An event as it is read, in a list or by itself: id, state and one time are needed. */
export const EventAnswer: typeof BothTimes = {
  ...BothTimes,
  members: BothTimes.members.map((member) =>
    member.name === 'createdAt' || member.name === 'updatedAt' ? { ...member, cost: ONE_TIME } : member,
  ),
  differences: (value) =>
    BothTimes.differences(value).map((difference) =>
      difference.cost === COSTS.unreadable && TIMES.includes(difference.path) && timesOf(value).some(Boolean)
        ? { ...difference, cost: 'Nothing: the other time of the event stands for it.' }
        : difference,
    ),
  read(value) {
    const [created, updated] = timesOf(value)
    if ((created ?? updated) === undefined) return BothTimes.read(value)
    return BothTimes.read({ ...Object(value), createdAt: created ?? updated, updatedAt: updated ?? created })
  },
}
const TIMES = ['/createdAt', '/updatedAt']
const Times = z.looseObject({ createdAt: z.unknown().optional(), updatedAt: z.unknown().optional() })
const timesOf = (value: unknown): [string | undefined, string | undefined] => {
  const { createdAt, updatedAt } = Times.safeParse(value).data ?? {}
  return [timeIn(createdAt), timeIn(updatedAt)]
}
export type ReadEvent = NonNullable<ReturnType<typeof EventAnswer.read>['data']>

/** One entry of a history as it is read: nothing is needed. */
export const HistoryAnswer = answer('a history entry', UpstreamHistoryEntry, {
  state: { cost: 'The entry is shown without a state.' },
  createdAt: { cost: 'The entry is shown without a time, after the others.', also: TimeText },
  attempt: { cost: 'The number of the attempt is not shown.', also: NumberText },
  response: {
    cost: 'The answer of the listener is not shown.',
    also: part(ResponseAnswer),
    parts: ResponseAnswer,
  },
  error: { cost: 'The reason is not shown.', also: OddError },
})
export type ReadHistoryEntry = NonNullable<ReturnType<typeof HistoryAnswer.read>['data']>

/** `GET {sub}/summary` (API 9): recomputed at most once in 24 h. */
export const UpstreamSummary = z.looseObject({
  updatedAt: Timestamp,
  total: z.number().int(),
  succeeded: z.number().int(),
  retrying: z.number().int(),
  failed: z.number().int(),
  exportable: z.number().int(),
})
export type UpstreamSummary = z.infer<typeof UpstreamSummary>

/** An export job (API 10). States seen: `processing`, `canceled`; assumed: `completed`, `failed` (18 #26). */
export const UpstreamExport = z.looseObject({
  id: Uuid,
  createdAt: Timestamp,
  updatedAt: Timestamp,
  state: z.string(),
  _links: Links.optional(),
})
export type UpstreamExport = z.infer<typeof UpstreamExport>

/** A summary as it is read: nothing is needed. */
export const SummaryAnswer = answer('a summary', UpstreamSummary, {
  updatedAt: { cost: 'The time of the figures is not shown.', also: TimeText },
  total: { cost: 'The figure is not shown.', also: NumberText },
  succeeded: { cost: 'The figure is not shown.', also: NumberText },
  retrying: { cost: 'The figure is not shown.', also: NumberText },
  failed: { cost: 'The figure is not shown.', also: NumberText },
  exportable: { cost: 'The number of events that an export would hold is not shown.', also: NumberText },
})
export type ReadSummary = NonNullable<ReturnType<typeof SummaryAnswer.read>['data']>

/** An export job as it is read: its id is needed. */
export const ExportAnswer = answer('an export job', UpstreamExport, {
  id: { needed: true },
  createdAt: { cost: 'The time of its start is not shown.', also: TimeText },
  updatedAt: { cost: 'The time of its end is not shown.', also: TimeText },
  state: { cost: 'Its state is said to be unknown.', absent: '' },
  _links: { cost: 'Nothing: the address of the file is made from the id.' },
})
export type ReadExport = NonNullable<ReturnType<typeof ExportAnswer.read>['data']>
