import { describe, expect, it } from 'vitest'
import { errorTextOf, retryAfterOf } from './error-text.ts'

const said = (body: unknown, secrets: string[] = []) => errorTextOf(JSON.stringify(body), secrets)

describe('words', () => {
  it.each([
    [{ title: 'Conflict', details: 'Too many active exports' }, 'Too many active exports'],
    [{ title: 'Conflict', detail: 'In the new spelling' }, 'In the new spelling'],
    [{ title: 'Conflict', details: ' ' }, 'Conflict'],
    [{ error: 'invalid_client', error_description: 'Client authentication failed' }, 'Client authentication failed'],
    [{ error: 'invalid_scope' }, 'invalid_scope'],
    [{ details: 17 }, undefined],
    [[], undefined],
    ['text', 'text'],
    [{ message: 'In the words of a gateway' }, 'In the words of a gateway'],
    [{ error: { message: 'Inside an object', code: 7 } }, 'Inside an object'],
    [{ errors: [null, { detail: 'In a list' }] }, 'In a list'],
    [{ reason: 'A reason' }, 'A reason'],
    [{ details: 17, detail: null, title: 'The good one' }, 'The good one'],
  ])('of %j are %j', (body, message) => {
    expect(said(body).message).toBe(message)
  })

  it.each(['<html>503</html>', '', '{"details": "open'])('of %j are none', (body) => {
    expect(errorTextOf(body, [])).toEqual({ message: undefined, fields: [] })
  })

  it('of a plain text are it', () => {
    expect(errorTextOf('upstream connect error', []).message).toBe('upstream connect error')
  })

  it('name the wrong members in spite of odd entries', () => {
    const params = [
      null,
      { name: 7, reason: 'odd' },
      { name: 'title', reason: 'too long' },
      { field: 'events', message: 'no' },
    ]
    expect(said({ 'invalid-body-params': params }).fields).toEqual([
      { name: 'title', reason: 'too long' },
      { name: 'events', reason: 'no' },
    ])
  })

  it('name the wrong members', () => {
    const params = [{ name: 'title', reason: 'title must be shorter' }]
    expect(said({ title: 'Bad Request', 'invalid-body-params': params }).fields).toEqual(params)
  })

  it('hide credentials, known and unknown', () => {
    const details = 'hunter2 and Bearer 03v-abcdefgh, Basic YWJjOmRlZg== and eyJhbGciOiJub25lIn0.e30.sig failed'
    expect(said({ details }, ['hunter2', '']).message).toBe('[secret] and [secret], [secret] and [secret] failed')
  })

  it('lose control characters and do not go on forever', () => {
    expect(said({ details: 'a\u0000\r\n\u202Eb' }).message).toBe('a b')
    expect(said({ details: 'x'.repeat(5000) }).message).toHaveLength(300)
  })
})

it.each([
  ['7', 7],
  [' 0 ', 0],
  ['999999999', 86_400],
  ['Fri, 21 Nov 2026 12:00:30 GMT', 30],
  ['Fri, 21 Nov 2026 11:00:00 GMT', 0],
  ['soon', undefined],
  ['', undefined],
  ['1.5x', undefined],
])('reads Retry-After %j as %j', (value, seconds) => {
  expect(retryAfterOf(new Headers({ 'retry-after': value }), Date.UTC(2026, 10, 21, 12))).toBe(seconds)
})

it('reads no Retry-After as none', () => {
  expect(retryAfterOf(new Headers(), 0)).toBeUndefined()
})
