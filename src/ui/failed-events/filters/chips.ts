import type { FailedSummary } from '../../../contract/failed-event.ts'
import type { Environment } from '../../../contract/session.ts'
import { CAUSE_NAMES } from '../../components/answer-words.ts'
import { eventTypeWord } from '../../components/event-type.ts'
import { count } from '../../kit/text/count-words.ts'
import { shortenMiddle } from '../../kit/text/shorten.ts'
import { absoluteTime, type Zone } from '../../kit/time/time-words.ts'
import type { CLEARED, FailedAddress } from '../failed-address.ts'

type Filter = keyof typeof CLEARED

/** One filter that is set, in words. */
export interface Chip {
  filter: Filter
  /** "User 1f0c…": names the filter where its value alone would not. */
  words: string
}

interface Names {
  environment: Pick<Environment, 'applications'>
  choices: FailedSummary['choices'] | undefined
  zone: Zone
}

type Words = { [Key in Filter]: (value: NonNullable<FailedAddress[Key]>, names: Names) => string }

const WORDS: Words = {
  subscription: (id, { choices }) =>
    choices?.subscriptions.find((choice) => choice.id === id)?.title ?? `Subscription ${shortenMiddle(id)}`,
  type: (type) => `Type ${eventTypeWord(type)}`,
  entityType: (type) => `Entity type ${type}`,
  attribute: (attribute) => `Changed ${attribute}`,
  user: (user) => `User ${shortenMiddle(user)}`,
  application: (id, { environment }) => environment.applications?.[id] ?? `Application ${shortenMiddle(id)}`,
  cause: (cause) => CAUSE_NAMES[cause],
  status: (status) => `Status ${status}`,
  text: (text) => `“${text}”`,
  from: (from, { zone }) => `Failed from ${toTheMinute(from, zone)}`,
  to: (to, { zone }) => `Failed before ${toTheMinute(to, zone)}`,
  expiresWithin: (hours) => `Expires within ${hours} h`,
}

const toTheMinute = (at: string, zone: Zone) => absoluteTime(Date.parse(at), zone, { zoned: false }).slice(0, 16)

/** Every filter of an address that is set, in the order of the filters. */
export function chipsOf(address: FailedAddress, names: Names): Chip[] {
  return Object.keys(WORDS).flatMap((key) => {
    const filter = key as Filter
    const value = address[filter]
    const words = WORDS[filter] as (value: unknown, names: Names) => string
    return value === undefined ? [] : [{ filter, words: words(value, names) }]
  })
}

/** As long as the name of a run may be. */
const NAME = 200

/** What a run of what matches may be called: `Orders sync, Status 503`. */
export function runName(chips: readonly Chip[]): string {
  return chips.length === 0
    ? 'All failed events'
    : chips
        .map(({ words }) => words)
        .join(', ')
        .slice(0, NAME)
}

/** The same where so many were taken out: `Status 503, except 3`. */
export function exceptName(name: string, out: number): string {
  if (out === 0) return name
  const except = `, except ${count(out)}`
  return name.slice(0, NAME - except.length) + except
}
