import { expect, it } from 'vitest'
import { EventAnswer } from '../../contract/upstream/event.ts'
import { readList } from '../../contract/upstream/list.ts'
import { apiExample } from '../../testing/api-example.ts'
import { eventsOf } from './events.ts'

const event = apiExample('event-get-200.json') as Record<string, unknown>
const ID = String(event.id)
const listed = (...items: unknown[]) => {
  const read = readList(EventAnswer, { total: items.length, _embedded: items })
  if (!read) throw new Error('no list')
  return eventsOf(read)
}
const without = (member: string) => Object.fromEntries(Object.entries(event).filter(([name]) => name !== member))

it.each([
  ['its state is missing', without('state'), { id: ID, key: ID, why: 'absent at /state' }],
  ['its state is of another kind', { ...event, state: 17 }, { id: ID, why: 'a number at /state' }],
  ['neither time is one', { ...event, createdAt: 'secret', updatedAt: null }, { id: ID, createdAt: null }],
  ['it has no id', without('id'), { id: null, createdAt: event.createdAt, key: expect.stringMatching(/^[\w-]{43}$/) }],
  ['its id could not be asked for', { ...event, id: '../secret' }, { id: null }],
  ['it is null', null, { id: null, createdAt: null }],
  ['it is a text', 'secret', { id: null, createdAt: null }],
])('takes the others when %s', (_, broken, told) => {
  const { items, unreadable, total } = listed(event, broken, event)
  expect([items.length, total]).toEqual([2, 3])
  expect(unreadable).toMatchObject([{ place: 1, ...told }])
  expect(JSON.stringify(unreadable)).not.toContain('secret')
})

it('tells items without an id apart by what they hold', () => {
  const { unreadable } = listed(null, 'a', 'b', 'a')
  expect(new Set(unreadable.map(({ key }) => key)).size).toBe(3)
})

it.each([{ message: 'no' }, 'text', null, 17])('does not take %j for a list', (reply) => {
  expect(readList(EventAnswer, reply)).toBeUndefined()
})
