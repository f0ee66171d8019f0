import { expect, it } from 'vitest'
import { readFile } from './read-file.ts'

const GOOD = {
  title: 'Orders',
  endpoint: 'https://orders.example/hooks',
  events: ['entityCreated'],
  enabled: true,
  filter: null,
}
const fileOf = (...subscriptions: unknown[]) => JSON.stringify({ format: 'webhooks-subscriptions/1', subscriptions })

it('reads a file, with or without the environment it is from', () => {
  expect(readFile(fileOf(GOOD))).toEqual({ file: { format: 'webhooks-subscriptions/1', subscriptions: [GOOD] } })
  const named = { format: 'webhooks-subscriptions/1', environment: 'production', subscriptions: [] }
  expect(readFile(JSON.stringify(named))).toEqual({ file: named })
})

it('tells every problem with its place', () => {
  const { title: _, ...untitled } = GOOD
  const read = readFile(fileOf(GOOD, { ...GOOD, title: 'X', enabled: 'yes' }, { ...untitled, id: '1' }))
  expect(read).toEqual({
    problems: [
      { place: 'Subscription 2, “X”, title', message: 'must have 2 to 200 characters' },
      { place: 'Subscription 2, “X”, enabled', message: 'must be true or false' },
      { place: 'Subscription 3, title', message: 'must be text' },
      { place: 'Subscription 3', message: 'has “id”, which no file of subscriptions has' },
    ],
  })
})

it('says that it is another kind of file', () => {
  expect(readFile('{"format":"webhooks-subscriptions/9","subscriptions":[]}')).toEqual({
    problems: [
      {
        place: 'format',
        message: 'must be “webhooks-subscriptions/1”: this is no file of subscriptions, or one of another version',
      },
    ],
  })
  expect(readFile('[]')).toEqual({ problems: [{ place: 'The whole file', message: 'must be an object' }] })
})

it('names the line where it stops being JSON', () => {
  expect(readFile('{\n  "format": 1,\n  oops\n}')).toEqual({
    problems: [{ place: 'Line 3', message: 'This is no JSON from here on' }],
  })
  expect(readFile('{"a": 1,\n')).toEqual({ problems: [{ place: 'Line 2', message: 'This is no JSON from here on' }] })
  expect(readFile(' ')).toEqual({
    problems: [{ place: 'The whole text', message: 'This is no JSON from here on' }],
  })
})
