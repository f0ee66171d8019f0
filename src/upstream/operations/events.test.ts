import { expect, it } from 'vitest'
import { apiExample } from '../../testing/api-example.ts'
import { EventListReply, readEvents } from './events.ts'

const event = apiExample('event-get-200.json') as Record<string, unknown>
const ID = String(event.id)
const listed = (...items: unknown[]) => readEvents(EventListReply.parse({ total: items.length, _embedded: items }))
const without = (member: string) => Object.fromEntries(Object.entries(event).filter(([name]) => name !== member))

it.each([
  ['a member is missing', without('state'), { id: ID, key: ID, why: 'invalid_type at /state' }],
  ['a member is of another kind', { ...event, attempts: 'one' }, { id: ID, why: 'invalid_type at /attempts' }],
  ['its time is none', { ...event, createdAt: 'secret' }, { id: ID, createdAt: null }],
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

it.each([{}, { items: [] }, 'text', null])('does not take %j for a list', (reply) => {
  expect(EventListReply.safeParse(reply).success).toBe(false)
})
