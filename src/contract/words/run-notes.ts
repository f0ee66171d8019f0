/**
 * The words of the ledger's notes. The ledger's readers put them in place of the codes, so the console's API carries text:
 * the screens, the CSV file of a run and the journal then read alike, and the browser loads no catalogue for them.
 */
import type { Cause } from '../event.ts'
import { type FailureNote, type ListenerFault, type RunNote, readNote } from '../run-note.ts'

/** Returns a note as a person reads it, without a full stop. */
export function noteWords(note: RunNote): string {
  const words = WORDS[note.code]
  return typeof words === 'string' ? words : (words as (note: RunNote) => string)(note)
}

/** Returns a stored note as a person reads it. Plain text of before is returned as it is. */
export function storedNoteWords(stored: string | null): string | null {
  return stored === null ? null : noteWords(readNote(stored))
}

type Catalogue = { [Code in RunNote['code']]: string | ((note: Extract<RunNote, { code: Code }>) => string) }

const WORDS: Catalogue = {
  text: ({ text }) => text,

  failure: (failure) => failureWords(failure),
  failedAgain: ({ failure }) => `Failed again: ${failureWords(failure)}`,
  notDelivered: ({ failure }) => `Not delivered yet: ${failureWords(failure)}; it is tried again`,
  noToken: 'The API gives no token of this event: nothing was posted',
  deliveredMeanwhile: 'Was delivered in the meantime',
  scheduledOtherwise: 'Is scheduled otherwise',
  notFailed: ({ state }) => `Is not failed any more, but “${state}”`,
  eventExpired: 'The API has forgotten the event: it keeps them for 7 days',
  endForgotten: 'The API took it, but forgot the event before its end was learnt',
  endUnknown: 'The API took it; how it ended was not learnt in time',
  arrivalUnknown: 'The API has forgotten the event; whether the call arrived is not known',
  noTrace: ({ seconds }) => `No trace of the first call after ${timeWords(seconds)}`,
  noTraceTwice: ({ seconds }) =>
    `No trace of the second call either after ${timeWords(seconds)}: the console does not send it a third time by itself`,
  cannotTell: 'No answer came, and the history of the event cannot be compared: whether the call arrived is not known',
  notOffered: ({ status }) => `The API does not offer this (${status})`,
  consoleStopped: 'The console stopped before it had the answer',

  subscriptionOff: 'The subscription is off; it goes on once the subscription is on',
  subscriptionDeleted: 'The subscription was deleted, and its events with it',
  apiRefused: ({ title, message }) => (message ? `${title}: ${message}` : title),
  callRefused: ({ problem, title }) => `${problem}: ${title}`,
  /** Journaled before certainty took 10 minutes. */
  callNeverArrived: 'No trace of the call after 15 s',

  paused: ({ by, reason }) => controlWords('Paused', by, reason),
  cancelled: ({ by, reason }) => controlWords('Cancelled', by, reason),
  sandboxReset: 'The sandbox began anew, and its events are no more',
  stopped: ({ after, count, why, retrying }) => {
    const because = why ? `: ${noteWords(why)}` : ''
    return `${stopWords(after, count)}${because}${retrying ? '; Identity Cloud goes on trying it' : ''}`
  },
  canaryDelivered: 'The first event was delivered after all, by a later attempt: the others can go',

  listenerAccepted: ({ status }) => `The listener accepted it (${status})`,
  listenerAnswered: ({ status }) => `The listener answered ${status}`,
  listenerFault: ({ fault }) => LISTENER_FAULT_WORDS[fault],
  listenerLate: ({ seconds }) => `The listener did not answer within ${seconds} s`,
  otherAudience: ({ end, audience }) => `${noteWords(end)}. ${AUDIENCE_WORDS[audience]}`,
  replayNotAllowed: 'Direct replay is not allowed in this environment',
  environmentUnknown: 'There is no such environment',
  endpointUnreadable: 'The endpoint is not an address',
  endpointNotHttps: 'Only endpoints with https are posted to',
  endpointWithUser: 'The endpoint holds a user name, which is never sent',
  notToken: 'What is stored is not a token',
  hostUnresolved: ({ host }) => `The name ${host} cannot be resolved`,
  hostWithoutAddress: ({ host }) => `The name ${host} has no address`,
  hostNotPublic: ({ host }) => `${host} is not, or not only, at a public address`,
  sandboxSilent: ({ fault }) => `The sandbox gave no answer (${fault})`,
  sandboxOnly: 'The sandbox hands tokens to its own listeners only',
  sandboxUnclear: 'The sandbox did not say what became of it',
}

const timeWords = (seconds: number): string => {
  if (seconds < 60) return `${Number(seconds.toFixed(1))} s`
  const minutes = Number((seconds / 60).toFixed(1))
  return minutes === 1 ? '1 minute' : `${minutes} minutes`
}

const failureWords = ({ cause, status, error }: FailureNote): string => {
  if (status !== null && cause !== null) return `the listener answered ${status}`
  if (cause === null || cause === 'server-error' || cause === 'client-error')
    return 'for a reason the API does not tell'
  return error === null ? CAUSE_WORDS[cause] : `${CAUSE_WORDS[cause]} (${error})`
}

const CAUSE_WORDS: Record<Exclude<Cause, 'server-error' | 'client-error'>, string> = {
  off: 'the subscription was off',
  redirect: 'the listener redirects',
  timeout: 'the listener did not answer in time',
  connection: 'the listener could not be reached',
  tls: 'no secure connection to the listener came about',
  'not-http': 'the listener did not answer with HTTP',
  'no-answer': 'the listener did not answer',
}

const LISTENER_FAULT_WORDS: Record<ListenerFault, string> = {
  unsent: 'The listener cannot be connected to',
  untrusted: 'The certificate of the listener is not trusted',
  insecure: 'No secure connection to the listener came about',
  lost: 'The connection to the listener broke off without an answer',
  timeout: 'The listener did not answer in time',
  oversized: 'The answer of the listener is too large',
  garbled: 'The answer of the listener is not HTTP',
  redirect: 'The listener redirects, which is not followed',
  cancelled: 'The replay was given up',
}

const AUDIENCE_WORDS = {
  other: 'The token was made for another endpoint (aud)',
  unreadable: 'The token does not say which endpoint it was made for (aud)',
}

const stopWords = (after: 'canary' | 'row', count: number): string => {
  if (after === 'canary') return 'The first event was not delivered'
  return count === 1 ? 'An event was not delivered' : `${count} events in a row were not delivered, the last one`
}

const controlWords = (what: string, by: string, reason: string | null): string =>
  `${what} by ${by}${reason ? `: ${reason}` : ''}`
