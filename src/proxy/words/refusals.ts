import type { Problem } from '../../contract/problem.ts'
import { Refusal } from '../../contract/refusal.ts'
import type { StoreFaultKind } from '../../store/store.ts'

type Fields = NonNullable<Problem['fields']>

const NOT_REQUESTS: Record<number, string> = {
  408: 'The request came too slowly',
  413: 'The request is too large',
  417: 'The request expects what the console does not do',
  431: 'The headers of the request are too large',
}

/** The refusals that the console itself makes; `upstream` words those of the API. */
export const refusals = {
  signedOut: () =>
    new Refusal({
      code: 'signed_out',
      status: 401,
      title: 'You are not signed in, or no longer',
      remedy: 'Sign in again. What you typed is kept.',
    }),
  roleMissing: (title: string) =>
    new Refusal({
      code: 'role_missing',
      status: 403,
      title,
      remedy: 'Ask an administrator to do it, or to give you the role.',
    }),
  crossSite: (why: string) =>
    new Refusal({
      code: 'cross_site',
      status: 403,
      title: `This request did not come from the console’s own page: ${why}`,
      remedy: 'Open the console in a tab of its own and try again there.',
    }),
  invalid: (fields: Fields, status = 400) =>
    new Refusal({
      code: 'invalid_request',
      status,
      title: `The request cannot be read: ${fields.map(({ name, reason }) => (name ? `${name} (${reason})` : reason)).join(', ')}`,
      remedy: 'Reload the page. If it happens again, report it with the request id.',
      fields,
    }),
  tooLarge: (kib: number) => refusals.invalid([{ name: '', reason: `the body is larger than ${kib} KiB` }], 413),
  tooSlow: () =>
    new Refusal(
      {
        code: 'invalid_request',
        status: 408,
        title: 'The request came too slowly, so nothing was done',
        remedy: 'Try again, over a better line.',
      },
      { headers: { Connection: 'close' } },
    ),
  /** The client has gone and reads none of this; the log has its title. */
  senderGone: () => refusals.invalid([{ name: '', reason: 'its sender left in the midst of it' }]),
  notUtf8: () => refusals.invalid([{ name: '', reason: 'the body is not UTF-8' }]),
  notRequest: (status: number) =>
    new Refusal({
      code: 'invalid_request',
      status,
      title: NOT_REQUESTS[status] ?? 'This is not a request that can be read',
      remedy: 'Open the console by its own address, with a browser.',
    }),
  badTarget: (title: string, status: 400 | 421) =>
    new Refusal({ code: 'invalid_request', status, title, remedy: 'Open the console by its own address.' }),
  notFound: (title: string) =>
    new Refusal({ code: 'not_found', status: 404, title, remedy: 'Check the address, or start again from the list.' }),
  noAddress: () => refusals.notFound('There is nothing at this address'),
  noId: () => refusals.notFound('There is nothing at this address: it does not hold an id'),
  noEnvironment: () => refusals.notFound('There is no such environment'),
  noRun: () => refusals.notFound('There is no such run'),
  noLane: () => refusals.notFound('This run has no events of that subscription'),
  onlyReadable: () => refusals.invalid([{ name: '', reason: 'a page can only be read' }], 405),
  givenTwice: (names: readonly string[]) =>
    refusals.invalid(names.map((name) => ({ name, reason: 'is given more than once' }))),
  notJsonType: () => refusals.invalid([{ name: 'Content-Type', reason: 'must be application/json' }], 415),
  notJson: () => refusals.invalid([{ name: '', reason: 'the body is not JSON' }]),
  noVersion: () =>
    refusals.invalid([{ name: 'If-Match', reason: 'must name the version that was seen, in double quotes' }], 428),
  otherTitle: () => refusals.invalid([{ name: 'title', reason: 'is not the title of this subscription' }], 422),
  otherEnvironmentsRun: () => refusals.invalid([{ name: 'id', reason: 'is that of another environment’s run' }]),
  /** `at` is in ms. The console does not know the person's time zone here. */
  certainWords: (at: number) => `It is certain at ${new Date(at).toISOString().slice(11, 16)} UTC, and not before.`,
  notCertainYet: (at: number) =>
    new Refusal({
      code: 'outcome_unknown',
      status: 409,
      title: 'Nothing was sent now: what came of the last try is not certain yet',
      remedy: refusals.certainWords(at),
    }),
  lockHeld: () =>
    new Refusal({
      code: 'unavailable',
      status: 409,
      title: 'Somebody else is changing this at the moment: nothing was sent',
      remedy: 'Wait a few seconds, look at what it is then, and try again.',
    }),
  changedMeanwhile: (current: unknown) =>
    new Refusal({
      code: 'changed_meanwhile',
      status: 412,
      title: 'Somebody changed this subscription in the meantime',
      remedy: 'Look at what it is now, then decide again.',
      current,
    }),
  listedOtherwise: (current: unknown) =>
    new Refusal({
      code: 'changed_meanwhile',
      status: 412,
      title: 'The API’s list does not tell this subscription as it is',
      remedy: 'Look at what it is, then decide again.',
      current,
    }),
  sentMeanwhile: () => refusals.redeliveryBlocked('not_failed', 'Somebody else has just had this event sent'),
  redeliveryBlocked: (code: 'not_failed' | 'subscription_off', title: string) =>
    new Refusal({
      code,
      status: 409,
      title,
      remedy:
        code === 'not_failed'
          ? 'Follow the event; there is nothing to do now.'
          : 'Switch the subscription on, then redeliver.',
    }),
  nothingToSend: (title: string) =>
    new Refusal({
      code: 'not_failed',
      status: 409,
      title,
      remedy: 'Look at the list again: what is still failed there can be selected.',
    }),
  emptyFile: () => refusals.nothingToSend('The file holds no event that can be replayed'),
  fileAllQueued: () => refusals.nothingToSend('Every event of the file is in the queue already'),
  tooManyEvents: (most: number) =>
    new Refusal({
      code: 'invalid_request',
      status: 400,
      title: `More than ${most.toLocaleString('en')} events are selected`,
      remedy: 'Narrow the filter, by time or subscription for instance, and start several runs.',
    }),
  replayUnavailable: () =>
    new Refusal({
      code: 'unavailable',
      status: 409,
      title: REPLAY_UNAVAILABLE,
      remedy: 'An administrator of the console can allow it, with “directReplay”.',
    }),
  filterNotSettable: (reason: string) =>
    new Refusal({
      code: 'invalid_request',
      status: 422,
      title: 'This filter cannot be set by a change',
      remedy: NOTHING_CHANGED,
      fields: [{ name: 'filter', reason }],
    }),
  fileTooLarge: (how: string) =>
    new Refusal({
      code: 'invalid_request',
      status: 413,
      title: `The file ${how}`,
      remedy: 'Split it between two lines and start a run for each part.',
    }),
  unusableFile: ({ bad, lines, fields }: { bad: number; lines: number; fields: Fields }) =>
    new Refusal({
      code: 'invalid_request',
      status: 422,
      title: `${bad} of ${lines} lines cannot be used, so nothing is replayed`,
      remedy: 'Choose the file of an export of this subscription as it was downloaded, or leave those lines out.',
      fields,
    }),
  oldTokens: (old: number) => {
    const words = `${old === 1 ? '1 token is' : `${old.toLocaleString('en')} tokens are`} older than 7 days`
    return new Refusal({
      code: 'invalid_request',
      status: 422,
      title: `${words}, so nothing is replayed`,
      remedy: 'Say that old tokens are to be posted as well, or choose a newer file.',
      fields: [{ name: 'old', reason: words }],
    })
  },
  tooManyStreams: () =>
    new Refusal({
      code: 'too_many_requests',
      status: 429,
      title: 'Too many tabs follow the runs at once',
      remedy: 'Nothing is lost: this tab looks every few seconds instead. Close tabs that are not needed.',
    }),
  tooMany: (seconds: number) =>
    new Refusal({
      code: 'too_many_requests',
      status: 429,
      title: 'Too many requests in a short time',
      remedy: `Wait ${seconds} seconds, then go on.`,
      retryAfter: seconds,
    }),
  storeUnavailable: (kind: StoreFaultKind, cause?: unknown) =>
    new Refusal({ code: 'store_unavailable', status: 503, ...STORE_WORDS[kind] }, { cause }),
  /** Refuses a change for which no row could be written into the journal. */
  notJournaled: (kind: StoreFaultKind, cause: unknown) => {
    const { problem } = refusals.storeUnavailable(kind)
    return new Refusal({ ...problem, remedy: `Nothing was sent and nothing was changed. ${problem.remedy}` }, { cause })
  },
}

const WHOM = 'if it stays like this, tell whoever runs the console.'
const READ_ONLY = {
  title: 'The console’s database cannot be written',
  retryAfter: 30,
}

/** The words for a store that fails, and the seconds after which it is worth another try. */
const STORE_WORDS: Record<StoreFaultKind, Pick<Problem, 'title' | 'remedy' | 'retryAfter'>> = {
  away: {
    title: 'The console’s database cannot be reached',
    remedy: `Try again in a moment; ${WHOM}`,
    retryAfter: 5,
  },
  busy: {
    ...READ_ONLY,
    remedy: `Another program holds it. Try again in a moment; ${WHOM}`,
    retryAfter: 5,
  },
  'read-only': {
    ...READ_ONLY,
    remedy: `It can only be read just now, as after a failover. Look at whatever you like, and change it later; ${WHOM}`,
  },
  full: {
    ...READ_ONLY,
    remedy: 'Its disk is full. You can go on looking; tell whoever runs the console to make room there.',
  },
}

/** The reason why nothing can be replayed in an environment without `directReplay`. */
export const REPLAY_UNAVAILABLE = 'Direct replay is not switched on for this environment'

/** The remedy for a write that was refused because of one of its fields. */
const NOTHING_CHANGED = 'Nothing was changed. Put right what was refused, then try again.'

/** The words for a subscription that the API refuses; its fields say why. */
export const SUBSCRIPTION_REFUSED = {
  title: 'The API does not accept this subscription',
  remedy: NOTHING_CHANGED,
}
export const TITLE_TAKEN = 'is taken by another subscription of this environment'

/** The words for an error that is no refusal. */
export const CONSOLE_MISTAKE = {
  title: 'The console made a mistake',
  remedy: 'Try again. If it happens again, report it with the request id.',
}

/** The reason why a member that no schema names is refused. */
export const UNKNOWN_MEMBER = 'is not known here'
