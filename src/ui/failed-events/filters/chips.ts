import type { FailedSummary } from '../../../contract/failed-event.ts'
import type { Environment } from '../../../contract/session.ts'
import { CAUSE_NAMES } from '../../components/answer-words.ts'
import { eventTypeWord } from '../../components/event-type.ts'
import { count } from '../../kit/text/count-words.ts'
import { shortenMiddle } from '../../kit/text/shorten.ts'
import { absoluteTime, type Zone } from '../../kit/time/time-words.ts'
import type { CLEARED, FailedAddress } from '../failed-address.ts'

type Filter = keyof typeof CLEARED

/** A filter that is set, in words. */
export interface Chip {
  filter: Filter
  /** Names the filter where its value alone would not: "User 1f0c…". */
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

/** Returns the filters of an address that are set, in the order of the fields. */
export function chipsOf(address: FailedAddress, names: Names): Chip[] {
  return Object.keys(WORDS).flatMap((key) => {
    const filter = key as Filter
    const value = address[filter]
    const words = WORDS[filter] as (value: unknown, names: Names) => string
    return value === undefined ? [] : [{ filter, words: words(value, names) }]
  })
}

/** Longest name of a run. */
const NAME = 200

/** Proposes a name for a run of all that match: `Orders sync, Status 503`. */
export function runName(chips: readonly Chip[]): string {
  return chips.length === 0
    ? 'All failed events'
    : chips
        .map(({ words }) => words)
        .join(', ')
        .slice(0, NAME)
}

/** Proposes a name where some were taken out: `Status 503, except 3`. */
export function exceptName(name: string, out: number): string {
  if (out === 0) return name
  const except = `, except ${count(out)}`
  return name.slice(0, NAME - except.length) + except
}
