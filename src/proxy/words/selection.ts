import type { EventSelection, FailedMatch } from '../../contract/failed-event.ts'
import type { LeftOut } from '../../contract/run.ts'
import { leftOutWords } from '../../contract/words/left-out.ts'

/**
 * Returns the selection in words, for the journal: "412 events that matched state failure, status 503, known by 2026-…", or "409
 * events: all that matched state failure, known by 2026-…, except 3 events".
 */
export function selectionWords(selection: EventSelection): string {
  if (selection.by === 'events') return `${count(selection.events.length)}, selected one by one`
  const matched = `that matched ${matchWords(selection.match)}, known by ${selection.asOf}`
  const { length } = selection.except
  return length === 0
    ? `${count(selection.count)} ${matched}`
    : `${count(selection.count)}: all ${matched}, except ${count(length)}`
}

/** The number of events that a journal entry names at most. */
const NAMED = 100

/** Returns the events that were taken out by hand, for the journal, which alone keeps them; undefined when there are none. */
export function exceptWords(selection: EventSelection): string[] | undefined {
  if (selection.by === 'events' || selection.except.length === 0) return undefined
  const names = selection.except.map(({ subscriptionId, id }) => `event ${id} of subscription ${subscriptionId}`)
  const more = names.length - NAMED
  return more > 0 ? [...names.slice(0, NAMED), `and ${count(more)} more`] : names
}

const matchWords = (match: FailedMatch): string =>
  Object.entries(match)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => `${NAMES[name] ?? name} ${value}`)
    .join(', ')

const NAMES: Record<string, string> = { entityType: 'entity type', expiresWithin: 'hours to expiry at most' }

/** Returns why nothing of a selection is left to be sent, for the person who wanted to send it. */
export function nothingLeftWords(leftOut: LeftOut): string {
  const reasons = leftOutWords(leftOut)
  return `None of these events is to be sent${reasons.length > 0 ? `: ${reasons.join('; ')}` : ''}`
}

const count = (number: number): string => (number === 1 ? '1 event' : `${number.toLocaleString('en')} events`)
