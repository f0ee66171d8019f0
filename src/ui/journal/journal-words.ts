import { IconAlertTriangle, IconCircleCheck, IconHelpCircle, IconHourglassEmpty } from '@tabler/icons-react'
import type { JournalAction, JournalEntry } from '../../contract/journal.ts'
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
} as const satisfies Record<JournalAction, string>

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
