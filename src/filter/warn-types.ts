import { EVENT_TYPES, type FilterSchema } from '../contract/upstream/subscription.ts'
import { fromSchema } from './from-schema.ts'
import { below, isObject } from './json.ts'
import { type Fate, inOrder, meaningOf } from './meaning.ts'
import { nearest } from './nearest.ts'
import type { Warning } from './warning.ts'
import { list, manyOf, textOf, words } from './words.ts'

const about = (part: Pick<Warning, 'code' | 'level' | 'message'> & Partial<Warning>): Warning => ({
  source: 'API 4.3',
  type: null,
  pointer: '',
  suggestions: [],
  ...part,
})

const dropsEverything = about({
  code: 'drops-everything',
  level: 'risk',
  message: 'The filter drops every event of this subscription',
})

const dropsNothing = about({
  code: 'drops-nothing',
  level: 'note',
  message: 'The filter drops nothing: everything subscribed is sent',
})

/** A condition on attributes does nothing where events never list any (API 4.1). */
const letsAll = (type: string, fate: Fate) =>
  fate.kind === 'all' ||
  (fate.kind === 'when' &&
    Object.keys(fate.conditions).join() === 'attributes' &&
    ['entityCreated', 'entityDeleted'].includes(type))

function notSubscribed(type: string, events: string[]): Warning {
  const meant = EVENT_TYPES.some((known) => known === type) ? undefined : nearest(type, [...events, ...EVENT_TYPES])
  const message = `The filter names ${manyOf(type)}, but they are not among the event types of the subscription: none are sent`
  return about({
    code: 'type-not-subscribed',
    level: 'risk',
    message: meant ? `${message}. Did you mean ${meant}?` : message,
    type,
    pointer: below('/properties', type),
    suggestions: meant ? [meant] : [],
  })
}

function notNamed(type: string, others: 'pass' | 'drop', named: string[]): Warning {
  const code = 'type-not-named'
  const [many, only] = [
    manyOf(type),
    textOf(
      list(
        named.map((name) => [words(manyOf(name))]),
        'and',
      ),
    ),
  ]
  if (others === 'pass')
    return about({
      code,
      level: 'note',
      message: `The filter does not name ${many}: every one of them is sent`,
      type,
      pointer: '/properties',
    })
  const message = `The filter drops ${many}, though they are subscribed: it lets through only ${only}`
  return about({ code, level: 'risk', message, type, pointer: '/additionalProperties' })
}

/**
 * Returns warnings about event types in the filter that are not subscribed, the reverse, and filters that drop
 * everything or nothing.
 */
export function typeWarnings(filter: FilterSchema, events: string[]): Warning[] {
  const fates = [...meaningOf(filter, events)]
  const named = inOrder(isObject(filter.properties) ? Object.keys(filter.properties) : [])
  const unsubscribed = named.filter((type) => !events.includes(type)).map((type) => notSubscribed(type, events))
  if (fates.length === 0) return unsubscribed
  if (fates.every(([, fate]) => fate.kind === 'none')) return [dropsEverything, ...unsubscribed]
  const nothing = fates.every(([type, fate]) => letsAll(type, fate)) ? [dropsNothing] : []
  const rules = fromSchema(filter)
  if (rules.kind === 'advanced' || named.length === 0) return [...nothing, ...unsubscribed]
  const unnamed = inOrder(events).filter((type) => !named.includes(type))
  return [...nothing, ...unsubscribed, ...unnamed.map((type) => notNamed(type, rules.others, named))]
}
