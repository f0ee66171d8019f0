/** This catalogue holds every text for people that the room makes, so that one person can proof-read them. */
import type { ProblemCode } from '../contract/problem.ts'
import type { Missing, Operation } from './answers/operations.ts'

/** A title says what happened, a remedy what a person can do then. */
interface RefusalWords {
  title: string
  remedy: string
}

/** The usual words of each refusal. The catalogues below have better ones for special cases. */
export const REFUSAL_WORDS = {
  invalid_request: {
    title: 'This is not an id',
    remedy: 'Check the address, or start again from the list.',
  },
  not_found: {
    title: 'The API does not know this',
    remedy: 'Check the address, or start again from the list.',
  },
  not_failed: {
    title: 'The event is not in the state failure',
    remedy: 'Only failed events can be redelivered. Reload it to see how it stands now.',
  },
  subscription_off: {
    title: 'The subscription is off',
    remedy: 'Switch the subscription on, then redeliver the event.',
  },
  rate_limited: {
    title: 'The API has had too many requests',
    remedy: 'Wait a little, then try again.',
  },
  upstream_refused: {
    title: 'The API refused the request',
    remedy: 'Read what the API says about it. Trying the same again will not help.',
  },
  upstream_credentials: {
    title: 'The API does not accept the credentials of the console',
    remedy: 'Ask the people who run the console to check clientId, clientSecret and customerId of this environment.',
  },
  upstream_forbidden: {
    title: 'The API does not let the console do this',
    remedy: 'Ask the people who run the console to check what its client may do in this environment.',
  },
  upstream_timeout: {
    title: 'The API took longer than 10 seconds',
    remedy: 'Try again in a moment. If it stays slow, tell the people who run the console.',
  },
  upstream_unreachable: {
    title: 'The API cannot be reached',
    remedy: 'Try again in a moment. If it stays so, ask the people who run the console to check its network.',
  },
  upstream_broken: {
    title: 'The answer of the API cannot be read',
    remedy: 'Try again. If it happens again, tell the people who run the console: its connection check has a report.',
  },
  upstream_unavailable: {
    title: 'The API is not available at the moment',
    remedy: 'Try again in a few minutes.',
  },
  outcome_unknown: {
    title: 'It is not known whether this was done',
    remedy: 'The API may have done it, but its answer did not come. Look at how things stand before you try again.',
  },
  internal: {
    title: 'The request was given up',
    remedy: 'Try again if you still need it.',
  },
} as const satisfies Partial<Record<ProblemCode, RefusalWords>>

/** Better words for calls that ended without a whole answer. */
export const FAULT_WORDS = {
  untrusted: {
    title: 'The certificate of the API is not trusted',
    remedy: 'Ask the people who run the console to check the address and certificates of this environment.',
  },
  lost: { title: 'The connection to the API broke off' },
  oversized: { title: 'The answer of the API is larger than the console accepts' },
  elsewhere: {
    title: 'The API points elsewhere for the file of this export',
    remedy:
      'The console does not follow: its token is meant for the API alone. The export is complete; download its file with another client of the API.',
  },
  redirect: {
    title: 'The API answered with a redirect, which the console does not follow',
    remedy: 'Ask the people who run the console to check region and baseUrl of this environment.',
  },
} as const satisfies Record<string, Partial<RefusalWords>>

/** Words of a 404, by the thing that the API does not have. */
export const MISSING_WORDS: Record<Missing, RefusalWords> = {
  customer: {
    title: 'The API does not know the customer of this environment',
    remedy: 'Ask the people who run the console to check customerId and region of this environment.',
  },
  subscription: {
    title: 'The API does not have this subscription, or no longer',
    remedy: 'Check the address. If it was deleted, its events are gone with it.',
  },
  event: {
    title: 'The API does not have this event, or no longer',
    remedy: 'Events are kept for 7 days. Go back to the list to see those that are there.',
  },
  exports: {
    title: 'The API has no exports of this subscription',
    remedy: 'Either the subscription was deleted, or the API of this environment does not offer exports.',
  },
  export: {
    title: 'The API does not have this export, or no longer',
    remedy: 'Exports and their files are kept for 7 days. Go back to the list to see those that are there.',
  },
  summary: {
    title: 'The API of this environment does not offer a summary',
    remedy: 'The console’s own figures count what it has read of the event store.',
  },
}

/** Words of a 409, which several reasons share (API 1.4, 10). */
export const CONFLICT_WORDS = {
  redelivery: {
    title: 'The API does not redeliver this event now',
    remedy: 'Either it is not failed any more or its subscription is off. Reload it to see how it stands.',
  },
  test: {
    title: 'The subscription is off: the API sends no test notification',
    remedy: 'Switch the subscription on, then send the test.',
  },
  manyExports: {
    title: 'The API says that too many exports are active',
    remedy:
      'If none of this subscription is running, it may be another customer’s in the same region. Wait a minute or two, then try again.',
  },
  dailyExport: {
    title: 'The API completes only one export of a subscription in 24 hours',
    remedy: 'Download the last export again, or start another 24 hours after it.',
  },
  exportNotStarted: {
    title: 'The API does not start an export now',
    remedy: 'It may be busy, or an export was completed in the last 24 hours. Try again later.',
  },
  exportNotCancelled: {
    title: 'This export can no longer be cancelled',
    remedy: 'Its file is being written or is written already: download it, its events are not exported again.',
  },
  exportNotCompleted: {
    title: 'This export is not completed yet',
    remedy: 'Wait until it is, then download the file.',
  },
} as const satisfies Record<string, RefusalWords>

/** Titles of a 429 by operation, where the limit is known. */
export const RATE_LIMIT_TITLES = {
  redeliver: 'The API takes one redelivery a minute for each subscription',
  startExport: 'The API does not start another export yet',
} as const

export function retryIn(seconds: number): string {
  return `Try again in ${seconds} seconds.`
}

/** The remedy for a write that the API answered with a server error. */
export const PROBABLY_NOT_DONE = 'It was probably not done. Look at how things stand, then try again.'

export const VERIFIED_TOKEN =
  'Verified: the signature is right by a published key, issuer and audience are as expected.'

/** Says that a token is signed as it should be by an issuer that nobody told the console of. */
export const OTHER_ISSUER = (found: string | undefined, expected: readonly string[]): string =>
  `The signature is right by a published key of this environment, but the token names ${found === undefined ? 'no issuer' : `the issuer ${found}`}, not ${expected.join(' or ')}. If it is right, whoever runs the console can name it with “issuer”.`

/** Follow “Not genuine: ”. */
export const INVALID_TOKEN = {
  algorithm: (found: string, accepted: string) => `it is signed by ${found}, only ${accepted} is accepted.`,
  form: 'it is not properly signed.',
  signature: 'the signature does not match its content.',
  audience: 'the signature is right, but it is meant for another listener.',
} as const

/** Follow “Not checked: ”. */
export const UNCHECKED_TOKEN = {
  unknownKey: 'its key is not among the published ones, it may have been replaced.',
  unusableKey: 'its key cannot be used.',
} as const

export function keysUnread(why: string | undefined): string {
  return `the published keys could not be read${why === undefined ? '' : ` (${why})`}.`
}

const notOffered = (call: string) => (status: number) => ({
  title: `The API does not offer ${call} (${status})`,
  remedy:
    'Everything else goes on. Tell the people who run the console: the API of this environment may be another version.',
})
/** Words of a call that the API does not have although the thing that it is about is there. */
export const NOT_OFFERED = {
  createSubscription: notOffered('the creation of subscriptions'),
  patchSubscription: notOffered('changes of subscriptions'),
  deleteSubscription: notOffered('the deletion of subscriptions'),
  listEvents: notOffered('the events of this subscription'),
  getHistory: notOffered('the history of this event'),
  sendTest: notOffered('test notifications'),
  listExports: notOffered('exports of this subscription'),
  startExport: notOffered('exports of this subscription'),
  cancelExport: notOffered('the cancellation of this export'),
  downloadExport: notOffered('the file of this export'),
} satisfies Partial<Record<Operation, (status: number) => RefusalWords>>

/** The answers of the API in a sentence about one of their members: “/total of the subscription list”. */
export const ANSWER_NAMES: Record<Operation, string> = {
  token: 'the token answer',
  keys: 'the signing keys',
  listSubscriptions: 'the subscription list',
  getSubscription: 'a subscription',
  createSubscription: 'a new subscription',
  patchSubscription: 'a changed subscription',
  deleteSubscription: 'the answer to a deletion',
  listEvents: 'the event list',
  getEvent: 'an event',
  getHistory: 'the history of an event',
  redeliver: 'the answer to a redelivery',
  sendTest: 'the answer to a test',
  listExports: 'the export list',
  startExport: 'a new export',
  getExport: 'an export',
  cancelExport: 'a cancelled export',
  downloadExport: 'the file of an export',
  getSummary: 'the summary',
}

/** The costs of differences, where they are others than those of the member itself. */
export const DIFFERENCE_COSTS = {
  listedLess: 'It is read from the single event, which costs a call for each.',
  unpaged: 'Nothing: this list has no pages.',
  keyIgnored: 'The key is not used.',
  oneLook: 'The subscription is read once more, to see what it is now.',
} as const
