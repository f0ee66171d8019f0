import { format, inspect } from 'node:util'
import { expect, it } from 'vitest'
import { Secret } from './secret.ts'

const secret = new Secret('hunter2')

it.each([
  ['a template', `${secret}`],
  ['concatenation', ['is', secret].join(' ')],
  ['JSON', JSON.stringify({ secret, list: [secret] })],
  ['inspection', inspect({ secret }, { depth: 9, showHidden: true })],
  ['format', format('%s %o %O %j', secret, secret, secret, secret)],
  ['its members', JSON.stringify([Object.entries(secret), Object.getOwnPropertyNames(secret)])],
  ['a copy', JSON.stringify({ ...secret })],
  ['an error', new Error(`bad ${secret}`).stack ?? ''],
])('does not show in %s', (_, text) => {
  expect(text).not.toContain('hunter2')
})

it('takes another value, for all who hold it', () => {
  const held = new Secret('old')
  const holder = { held }
  expect([held.renew(new Secret('old')), held.renew(new Secret('new'))]).toEqual([false, true])
  expect(holder.held.reveal()).toBe('new')
  expect([held.equals(new Secret('new')), held.equals(new Secret('old'))]).toEqual([true, false])
})

it('is given by reveal alone', () => {
  expect(secret.reveal()).toBe('hunter2')
  expect(String(secret)).toBe('[secret]')
})
