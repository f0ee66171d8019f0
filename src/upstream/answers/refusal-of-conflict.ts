import { CONFLICT_WORDS } from '../words.ts'
import type { Operation } from './operations.ts'
import type { ChosenRefusal, RefusalDetails } from './refusal.ts'

/**
 * Returns the refusal behind a 409. Several reasons share it (API 1.4, 10), and only the API's own text tells them apart;
 * that text is not promised to stay.
 */
export function conflictOf(operation: Operation, message: string): ChosenRefusal {
  if (operation === 'redeliver') return redelivery(message)
  if (operation === 'sendTest') return { code: 'subscription_off', details: CONFLICT_WORDS.test }
  if (operation === 'startExport') return refused(startOfExport(message))
  if (operation === 'cancelExport') return refused(CONFLICT_WORDS.exportNotCancelled)
  if (operation === 'downloadExport') return refused(CONFLICT_WORDS.exportNotCompleted)
  return refused({})
}

const refused = (words: RefusalDetails): ChosenRefusal => ({
  code: 'upstream_refused',
  details: { status: 409, ...words },
})

const redelivery = (message: string): ChosenRefusal => {
  if (/disabled|not enabled|inactive|switched off/i.test(message)) return { code: 'subscription_off' }
  if (/\bfail(ed|ure)?\b|\bstate\b/i.test(message)) return { code: 'not_failed' }
  return refused(CONFLICT_WORDS.redelivery)
}

const startOfExport = (message: string): RefusalDetails => {
  if (/active|running|progress/i.test(message)) return CONFLICT_WORDS.manyExports
  if (/24|\bday\b|daily|hour/i.test(message)) return CONFLICT_WORDS.dailyExport
  return CONFLICT_WORDS.exportNotStarted
}
