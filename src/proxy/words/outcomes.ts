import type { Draft } from '../../contract/draft.ts'
import type { RefusalProblem } from '../../contract/refusal.ts'
import type { SubscriptionField } from '../../filter/changed-fields.ts'

/** The words about a write whose outcome the API did not tell. */
export type OutcomeWords = Pick<RefusalProblem, 'title' | 'remedy'>

const NOTHING_TO_DO = 'There is nothing more to do.'
const CREATE_UNKNOWN = 'The API did not say whether it created this subscription'

export const created = {
  missing: {
    title: `${CREATE_UNKNOWN}; there is none of this title so far`,
    remedy: 'Look at the list in a moment. If it still is not there, save again: what you typed is kept.',
  },
  unseen: {
    title: `${CREATE_UNKNOWN}; it may be among the subscriptions that cannot be read`,
    remedy: 'Do not save again before somebody has looked: the page “Connection check” says what cannot be read.',
  },
  different: {
    title: `${CREATE_UNKNOWN}; there is another one of this title`,
    remedy: 'Look at that one, then choose another title, or edit that one.',
  },
  there: {
    title: `${CREATE_UNKNOWN}; one of this title, just as you wrote it, is there now`,
    remedy: 'There is nothing more to do: open it from the list.',
  },
} satisfies Record<string, OutcomeWords>

export const edited = {
  done: { title: 'The API did not say whether it did this; the change is there now', remedy: NOTHING_TO_DO },
  notDone: {
    title: 'The API did not say whether it did this; the change is not there so far',
    remedy: 'Look again in a moment. If it still is not there, save it again.',
  },
} satisfies Record<string, OutcomeWords>

export const deleted = {
  gone: { title: 'The API did not say whether it deleted this subscription; it is gone now', remedy: NOTHING_TO_DO },
  stillThere: {
    title: 'The API did not say whether it deleted this subscription; it is still there so far',
    remedy: 'Look again in a moment. If it is still there, delete it again.',
  },
} satisfies Record<string, OutcomeWords>

/** Says what the API stored instead of what was meant; the filter has words of its own. */
export const storedText = {
  title: (stored, meant) => `The API stored the title “${stored.title}”, not “${meant.title}”`,
  endpoint: (stored, meant) => `The API stored the endpoint ${stored.endpoint}, not ${meant.endpoint}`,
  events: (stored, meant) => `The API stored the event types ${list(stored.events)}, not ${list(meant.events)}`,
  enabled: (stored) => `The API stored it as ${stored.enabled ? 'on' : 'off'}`,
} satisfies Record<Exclude<SubscriptionField, 'filter'>, (stored: Draft, meant: Draft) => string>

const list = (events: readonly string[]): string => (events.length > 0 ? events.join(', ') : 'none')

/** A filter is replaced in two more calls (API 4.5); these say where it stopped. */
const SAVE_AGAIN = 'Save the filter again at once. If that does not help, switch the subscription off until it does.'
export const filterHalfSet = {
  mixed: {
    title:
      'The API merged the new filter with the old one, and removing that did not succeed: a mixture of both is in force, or none',
    remedy: SAVE_AGAIN,
  },
  none: {
    title: 'The old filter was removed, but the new one could not be set: every event of its types is sent now',
    remedy: SAVE_AGAIN,
  },
} satisfies Record<string, OutcomeWords>

const NO_END = 'The console stopped, or its database failed, before the end was written'
/** The reasons in the journal for an outcome that was looked up later. */
export const settled = {
  there: `${NO_END}; looked up later: it is as it was meant`,
  absent: `${NO_END}; looked up later: it was not made`,
  unknown: `${NO_END}; whether it was made cannot be told`,
}

export const exportStarted = {
  running: {
    title: 'The API did not say whether it started this export; one has begun since',
    remedy: 'There is nothing more to do: follow it in the list.',
  },
  notRunning: {
    title: 'The API did not say whether it started this export; none has begun so far',
    remedy: 'Look again in a moment. If there is none then, start it again.',
  },
  unnamed: {
    title: 'The API took the export without saying which it is',
    remedy: 'Look for it in the list in a moment.',
  },
} satisfies Record<string, OutcomeWords>
