import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { asItIs, JsonObject, MAX_DEPTH } from './json.ts'
import { SetClaims } from './notification.ts'

const nested = (depth: number) => JSON.parse(`${'{"not":'.repeat(depth - 1)}{}${'}'.repeat(depth - 1)}`)

describe('a JSON object', () => {
  it.each(['{}', '{"a":[null,true,1.5,"x",{"b":[]}]}', '{"__proto__":{"constructor":{"__proto__":1}},"toString":2}'])(
    'is kept word for word: %s',
    (text) => {
      expect(JSON.stringify(z.object({ filter: JsonObject }).parse({ filter: JSON.parse(text) }).filter)).toBe(text)
    },
  )

  it.each([[[]], [null], ['{}'], [1], [undefined]])('is nothing else: %j', (value) => {
    expect(JsonObject.safeParse(value).error?.issues[0]?.message).toBe('must be an object')
  })

  it.each([{ a: undefined }, { a: [Number.NaN] }, { a: () => 1 }, { a: 1n }])('holds only what JSON has', (value) => {
    expect(JsonObject.safeParse(value).error?.issues[0]?.message).toBe('holds something that JSON does not have')
  })

  it('is nested so deep and no deeper, however deep it comes', () => {
    expect(JsonObject.safeParse(nested(MAX_DEPTH)).success).toBe(true)
    for (const depth of [MAX_DEPTH + 1, 5000, 200_000])
      expect(JsonObject.safeParse(nested(depth)).error?.issues[0]?.message).toBe(
        'must not be nested more than 100 deep',
      )
  })
})

it('keeps what a schema checks as it came', () => {
  const text =
    '{"iss":"i","aud":"a","iat":1,"jti":"j","events":{"__proto__":{"id":"x"},"t":{"__proto__":1}},"__proto__":2}'
  expect(JSON.stringify(SetClaims.parse(JSON.parse(text)))).toBe(text)
  expect(asItIs(z.object({ a: z.number() })).safeParse({ a: '1' }).success).toBe(false)
})
