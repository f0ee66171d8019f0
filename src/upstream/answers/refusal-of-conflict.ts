import type { Operation } from './operations.ts'
import type { refusalOf, UpstreamCode } from './refusal-words.ts'

type Words = NonNullable<Parameters<typeof refusalOf>[1]>

/**
 * The refusal behind a 409: several reasons share it (API 1.4, 10), and only the text tells them apart, if it does. Its
 * words are the API's own, not promised to stay.
 */
export const conflictOf = (operation: Operation, message: string): [UpstreamCode, Words?] => {
  if (operation === 'redeliver') return redelivery(message)
  if (operation === 'sendTest') return ['subscription_off', TEST]
  if (operation === 'startExport') return ['upstream_refused', { status: 409, ...startOfExport(message) }]
  if (operation === 'cancelExport') return ['upstream_refused', { status: 409, ...TOO_LATE }]
  if (operation === 'downloadExport') return ['upstream_refused', { status: 409, ...NOT_WRITTEN }]
  return ['upstream_refused', { status: 409 }]
}

const redelivery = (message: string): [UpstreamCode, Words?] => {
  if (OFF.test(message)) return ['subscription_off']
  if (/\bfail(ed|ure)?\b|\bstate\b/i.test(message)) return ['not_failed']
  return ['upstream_refused', { status: 409, ...EITHER }]
}

const startOfExport = (message: string): Words => {
  if (/active|running|progress/i.test(message)) return ANOTHER
  if (/24|\bday\b|daily|hour/i.test(message)) return DAILY
  return BUSY
}

const OFF = /disabled|not enabled|inactive|switched off/i
const EITHER: Words = {
  title: 'The API does not redeliver this event now',
  remedy: 'Either it is not failed any more or its subscription is off. Reload it to see how it stands.',
}
const TEST: Words = {
  title: 'The subscription is off: the API sends no test notification',
  remedy: 'Switch the subscription on, then send the test.',
}
const ANOTHER: Words = {
  title: 'The API says that too many exports are active',
  remedy:
    'If none of this subscription is running, it may be another customer’s in the same region. Wait a minute or two, then try again.',
}
const DAILY: Words = {
  title: 'The API completes only one export of a subscription in 24 hours',
  remedy: 'Download the last export again, or start another 24 hours after it.',
}
const BUSY: Words = {
  title: 'The API does not start an export now',
  remedy: 'It may be busy, or an export was completed in the last 24 hours. Try again later.',
}
const TOO_LATE: Words = {
  title: 'This export can no longer be cancelled',
  remedy: 'Its file is being written or is written already: download it, its events are not exported again.',
}
const NOT_WRITTEN: Words = {
  title: 'This export is not completed yet',
  remedy: 'Wait until it is, then download the file.',
}
