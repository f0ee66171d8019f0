import { IconAlertTriangle, IconCircleCheck, IconHelpCircle, IconHourglassEmpty } from '@tabler/icons-react'
import { AttemptFacts, type JournalAction, type JournalEntry } from '../../contract/journal.ts'
import type { Action } from '../../contract/role.ts'
import { type Look, lookOfEnabled, lookOfState } from '../kit/text/tones.ts'
import { differences } from './differences.ts'

/** Actions as the beginning of a sentence, which the target ends. */
export const ACTION_WORDS = {
  'subscription.enable': 'Turned on',
  'subscription.disable': 'Turned off',
  'subscription.create': 'Created',
  'subscription.edit': 'Changed',
  'subscription.delete': 'Deleted',
  'subscription.test': 'Tested',
  'event.redeliver': 'Redelivered',
  'event.replay': 'Replayed',
  'run.start': 'Started run',
  'run.pause': 'Paused run',
  'run.resume': 'Resumed run',
  'run.cancel': 'Cancelled run',
  'export.start': 'Started export',
  'export.cancel': 'Cancelled export',
  'export.download': 'Downloaded export',
  'session.sign-in': 'Signed in',
  'session.sign-out': 'Signed out',
  'session.end': 'Ended sessions of',
  'session.refused': 'Tried to sign in',
  'request.refused': 'Tried what is not allowed',
} as const satisfies Record<JournalAction, string>

/** Actions that somebody tried and might not do, as the end of “Tried to”. */
const ATTEMPT_WORDS = {
  'session.read': 'see who is signed in',
  'session.end': 'end a session',
  'session.manage': 'manage sessions',
  'subscription.read': 'look at subscriptions',
  'subscription.switch': 'switch a subscription',
  'subscription.create': 'create a subscription',
  'subscription.edit': 'change a subscription',
  'subscription.delete': 'delete a subscription',
  'subscription.test': 'send a test notification',
  'filter.read': 'read what filters are made of',
  'event.read': 'look at events',
  'event.redeliver': 'redeliver events',
  'event.replay': 'replay events',
  'run.read': 'look at runs',
  'run.control': 'steer a run',
  'export.read': 'look at exports',
  'export.start': 'start an export',
  'export.cancel': 'cancel an export',
  'export.download': 'download an export',
  'journal.read': 'read the journal',
  'connection.check': 'check the connection',
} as const satisfies Record<Action, string>

/** Returns what an entry tells of, as the beginning of a sentence; of something refused the whole of it. */
export function actionInWords({ action, target }: Pick<JournalEntry, 'action' | 'target'>): string {
  if (action !== 'request.refused') return ACTION_WORDS[action]
  const tried = Object.hasOwn(ATTEMPT_WORDS, target.title) ? ATTEMPT_WORDS[target.title as Action] : undefined
  return tried ? `Tried to ${tried}` : ACTION_WORDS[action]
}

/** Returns the name of the person an entry is about, or the words for nobody known. */
export function actorInWords({ actor }: Pick<JournalEntry, 'actor'>): string {
  return actor.name || 'Not known'
}

/** Returns the facts of a sign-in or of something refused, undefined for other entries and those of older versions. */
export function attemptFacts({
  after,
  target: { type },
}: Pick<JournalEntry, 'after' | 'target'>): AttemptFacts | undefined {
  return type === 'session' || type === 'request' ? AttemptFacts.safeParse(after).data : undefined
}

/** The looks of the outcomes. */
export const OUTCOME_LOOKS = {
  done: { word: 'Done', tone: 'success', Icon: IconCircleCheck },
  refused: { word: 'Refused', tone: 'failure', Icon: IconAlertTriangle },
  unknown: { word: 'Unknown', tone: 'waiting', Icon: IconHelpCircle },
  pending: { word: 'Not finished', tone: 'waiting', Icon: IconHourglassEmpty },
} as const satisfies Record<JournalEntry['outcome'], Look>

const stateOf = (value: unknown): string | undefined => {
  if (typeof value !== 'object' || value === null) return undefined
  if ('enabled' in value && typeof value.enabled === 'boolean') return lookOfEnabled(value.enabled).word
  if ('state' in value && typeof value.state === 'string') return lookOfState(value.state).word
  return undefined
}

/** Words a change by its two sides, `On` and `Off`. Null where the entry does not say, or nothing changed. */
export function changeInWords({ before, after }: Pick<JournalEntry, 'before' | 'after'>): [string, string] | null {
  const [from, to] = [stateOf(before), stateOf(after)]
  return from !== undefined && to !== undefined && differences(before, after).length > 0 ? [from, to] : null
}
