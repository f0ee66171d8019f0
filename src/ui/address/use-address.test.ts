import { expect, it } from 'vitest'
import { SubscriptionQuery } from '../../contract/subscription.ts'
import { readAddress, writeAddress } from './use-address.ts'

const read = (search: string) => readAddress(SubscriptionQuery, new URLSearchParams(search))
const write = (search: string, change: Parameters<typeof writeAddress<typeof SubscriptionQuery>>[2]) =>
  writeAddress(SubscriptionQuery, new URLSearchParams(search), change).toString()

it('reads what is there and fills in the rest', () => {
  expect(read('q=crm&page=3&enabled=off')).toEqual({
    q: 'crm',
    page: 3,
    enabled: 'off',
    sort: 'title',
    direction: 'asc',
    size: 20,
  })
})

it('takes what is not valid for absent, and leaves the rest valid', () => {
  expect(read('page=0&size=7&sort=colour&enabled=maybe&q=crm')).toEqual(read('q=crm'))
})

it('ignores what it does not know', () => {
  expect(read('utm=x&q=crm')).toEqual(read('q=crm'))
})

it('leaves out defaults and empty values, and keeps parameters of others', () => {
  expect(write('page=3&theme=x', { page: 1, q: 'crm' })).toBe('theme=x&q=crm')
  expect(write('q=crm&enabled=on', { q: '', enabled: undefined })).toBe('')
})
