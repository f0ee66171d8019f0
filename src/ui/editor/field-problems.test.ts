import { describe, expect, it } from 'vitest'
import { endpointProblem } from '../components/endpoint-problem.ts'
import { formOf } from './draft.ts'
import { fieldProblems } from './field-problems.ts'
import { withText } from './filter/filter-draft.ts'

const good = {
  title: 'Orders',
  endpoint: 'https://a.example/x',
  events: ['entityCreated'],
  enabled: true,
  filter: null,
}

describe('endpointProblem', () => {
  it.each([
    'https://hooks.example.com/identity',
    'https://hooks.example.com:8443/a?b=c',
    'https://8.8.8.8/',
    'https://172.32.0.1/',
    'https://[2606:4700::1111]/',
    'https://localhost.example.com/',
  ])('lets %s be judged by the API', (endpoint) => expect(endpointProblem(endpoint)).toBeUndefined())

  it.each([
    ['http://hooks.example.com/', 'Only https'],
    ['ftp://hooks.example.com/', 'not ftp'],
    ['hooks.example.com', 'no web address'],
    ['', 'missing'],
    ['https://localhost/', 'loopback'],
    ['https://LOCALHOST./', 'loopback'],
    ['https://a.localhost/', 'loopback'],
    ['https://127.0.0.1/', 'loopback'],
    ['https://2130706433/', 'loopback'],
    ['https://[::1]/', 'loopback'],
    ['https://[::ffff:10.0.0.1]/', 'private'],
    ['https://10.1.2.3/', 'private'],
    ['https://172.31.255.255/', 'private'],
    ['https://192.168.0.1/', 'private'],
    ['https://169.254.169.254/', 'link-local'],
    ['https://[fd00::1]/', 'private'],
    ['https://[fe80::1]/', 'link-local'],
  ])('refuses %s: %s', (endpoint, why) => expect(endpointProblem(endpoint)).toContain(why))
})

describe('fieldProblems', () => {
  it('finds nothing wrong with what is right', () => expect(fieldProblems(formOf(good), undefined)).toEqual({}))

  it('names every field that something is wrong with', () => {
    const form = formOf({ ...good, title: 'x', endpoint: '', events: [], filter: { properties: 3 } })
    expect(Object.keys(fieldProblems(form, undefined))).toEqual(['title', 'endpoint', 'events', 'filter'])
  })

  it('does not judge what is stored and was not touched', () => {
    const old = { ...good, endpoint: 'http://old.example', events: [], filter: { properties: 3 } }
    expect(fieldProblems(formOf({ ...old, title: 'Bills' }), old)).toEqual({})
  })

  it('finds text that cannot be read even where the filter did not change', () => {
    const form = formOf(good)
    expect(fieldProblems({ ...form, filter: withText(form.filter, '{') }, good).filter).toContain('Line 1')
  })
})
