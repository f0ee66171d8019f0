import { expect, it } from 'vitest'
import { type Change, changeJson } from './change-json.ts'

const document = () => ({
  total: 45,
  _embedded: [
    { id: 'a', state: 'failure', enabled: true, events: ['entityCreated'], request: { headers: { A: 'b' } } },
    { id: 'b', state: 'success', enabled: false, events: [], request: null },
  ],
})
const first = (change: Change[]) => Object(changeJson(document(), change))._embedded[0]

it.each<[Change, object]>([
  [{ pointer: '/_embedded/*/state', action: 'null' }, { state: null }],
  [{ pointer: '/_embedded/*/state', action: 'empty' }, { state: '' }],
  [{ pointer: '/_embedded/*/state', action: 'other-type' }, { state: 17 }],
  [{ pointer: '/_embedded/*/state', action: 'letter-case' }, { state: 'FAILURE' }],
  [{ pointer: '/_embedded/*/events', action: 'letter-case' }, { events: ['ENTITYCREATED'] }],
  [{ pointer: '/_embedded/*/enabled', action: 'as-text' }, { enabled: 'true' }],
  [{ pointer: '/_embedded/*/enabled', action: 'other-type' }, { enabled: 'odd' }],
  [{ pointer: '/_embedded/*/request', action: 'as-text' }, { request: '{"headers":{"A":"b"}}' }],
  [{ pointer: '/_embedded/*/request/headers', action: 'empty' }, { request: { headers: {} } }],
  [{ pointer: '/_embedded/*/events', action: 'other-type' }, { events: { odd: true } }],
  [{ pointer: '/_embedded/*/request', action: 'other-type' }, { request: ['odd'] }],
  [{ pointer: '/_embedded/*/state', action: 'words', words: { failure: 'failed' } }, { state: 'failed' }],
  [{ pointer: '/_embedded/*/state', action: 'words', words: { constructor: 'failed' } }, { state: 'failure' }],
  [{ pointer: '/_embedded/*/news', action: 'value', value: { more: [1] } }, { news: { more: [1] } }],
])('changes a member of each item: %j', (change, changed) => {
  expect(first([change])).toEqual({ ...document()._embedded[0], ...changed })
})

it('takes members and items out, and gives members other names', () => {
  expect(first([{ pointer: '/_embedded/*/state', action: 'absent' }])).not.toHaveProperty('state')
  expect(changeJson(document(), [{ pointer: '/_embedded/*', action: 'absent' }])).toEqual({ total: 45, _embedded: [] })
  expect(changeJson({ 'a/b': { 'c~d': 1 } }, [{ pointer: '/a~1b/c~0d', action: 'rename', name: 'e' }])).toEqual({
    'a/b': { e: 1 },
  })
})

it('changes the whole, and leaves what it does not find', () => {
  expect(changeJson(document(), [{ pointer: '', action: 'null' }])).toBeNull()
  const nowhere: Change[] = [
    { pointer: '/nothing', action: 'null' },
    { pointer: '/nothing/below', action: 'value', value: 1 },
    { pointer: '/__proto__/polluted', action: 'value', value: true },
  ]
  expect(changeJson(document(), nowhere)).toEqual(document())
  expect(Object.prototype).not.toHaveProperty('polluted')
})
