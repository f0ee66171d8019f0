import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Refusal } from '../contract/refusal.ts'
import {
  EventAnswer,
  ExportAnswer,
  HistoryAnswer,
  RequestAnswer,
  ResponseAnswer,
  SummaryAnswer,
} from '../contract/upstream/event.ts'
import { KeyAnswer } from '../contract/upstream/keys.ts'
import type { Answer } from '../contract/upstream/reading.ts'
import { SubscriptionAnswer } from '../contract/upstream/subscription.ts'
import { TokenAnswer } from '../contract/upstream/token.ts'
import { apiExample } from '../testing/api-example.ts'
import { stubApi } from '../testing/stub-api.ts'

const subscription = apiExample('subscription-get-200.json') as Record<string, unknown>
const event = apiExample('event-get-200.failure.reconstructed.json') as Record<string, unknown>
const history = apiExample('event-history-200.assumed.json') as { _embedded: Record<string, unknown>[] }
const SUB = String(subscription.subscriptionId)
const EVENT = String(event.id)

interface Documented {
  answer: Answer<unknown>
  example: Record<string, unknown>
  /** Members of which one is enough. */
  oneOf?: string[]
}
const DOCUMENTED: Documented[] = [
  { answer: SubscriptionAnswer, example: subscription },
  { answer: EventAnswer, example: event, oneOf: ['createdAt', 'updatedAt'] },
  { answer: HistoryAnswer, example: history._embedded[1] ?? {} },
  { answer: SummaryAnswer, example: apiExample('summary-200.json') },
  { answer: ExportAnswer, example: apiExample('export-get-200.json') },
  { answer: TokenAnswer, example: apiExample('token-200.json') },
  { answer: KeyAnswer, example: apiExample('jwk-single-key.json') },
  { answer: RequestAnswer, example: Object(event.request) },
  { answer: ResponseAnswer, example: Object(event.response) },
]

/** Everything that may stand in a member's place. */
const ODD: [string, unknown][] = [
  ['absent', undefined],
  ['null', null],
  ['a number', 17],
  ['a text', 'odd'],
  ['an empty text', ''],
  ['true', true],
  ['an empty list', []],
  ['a list', [17, null]],
  ['an empty object', {}],
  ['an object', { odd: [null] }],
]

/** Every member below, by its path; only the first item of a list. */
const placesIn = (value: unknown, path: string[] = []): string[][] => {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value)
    .slice(0, Array.isArray(value) ? 1 : undefined)
    .flatMap(([name, inner]) => [[...path, name], ...placesIn(inner, [...path, name])])
}

/** A copy with another value at a place. */
const withOther = (value: unknown, [name = '', ...rest]: string[], other: unknown): unknown => {
  if (Array.isArray(value)) return value.map((item, at) => (String(at) === name ? withRest(item, rest, other) : item))
  const { [name]: before, ...others } = Object(value)
  const put = withRest(before, rest, other)
  return put === undefined ? others : { ...others, [name]: put }
}
const withRest = (value: unknown, rest: string[], other: unknown) =>
  rest.length === 0 ? other : withOther(value, rest, other)

const CASES = DOCUMENTED.flatMap(({ answer, example, oneOf = [] }) =>
  placesIn(example).flatMap((place) =>
    ODD.map(([what, value]) => ({ answer, example, oneOf, place, what, odd: withOther(example, place, value) })),
  ),
)

describe.each(DOCUMENTED)('$answer.name', ({ answer, example }) => {
  it('is read as documented, without a difference', () => {
    expect(answer.read(example)).toMatchObject({ data: expect.anything() })
    expect(answer.differences(example)).toEqual([])
  })

  it('is read with members that the documentation does not have', () => {
    expect(answer.read({ ...example, news: { more: [1] } })).toMatchObject({ data: { news: { more: [1] } } })
  })
})

it(`is refused for nothing but a member that is needed, named with its place (${CASES.length} answers)`, () => {
  for (const { answer, oneOf, place, what, odd } of CASES) {
    const { data, missing } = answer.read(odd)
    const [member = ''] = place
    const needed =
      answer.members.some(({ name, refusesOdd }) => refusesOdd && name === member) && !oneOf.includes(member)
    const told = `${answer.name}: ${what} at /${place.join('/')}`
    if (missing) expect([told, needed, missing.path.startsWith(`/${member}`)]).toEqual([told, true, true])
    else expect([told, data]).not.toEqual([told, undefined])
  }
})

it('needs one of two times of an event, not both', () => {
  const { createdAt, updatedAt: _, ...timeless } = event
  expect(EventAnswer.read({ ...timeless, updatedAt: createdAt }).data).toMatchObject({
    createdAt,
    updatedAt: createdAt,
  })
  expect(EventAnswer.read(timeless).missing).toEqual({ path: '/createdAt', found: 'absent' })
})

describe('other spellings', () => {
  it.each([
    ['a number as text', TokenAnswer, 'expires_in', '3600', 3600],
    ['a filter as text', SubscriptionAnswer, 'filter', '{"properties":{}}', { properties: {} }],
    ['no filter as an empty text', SubscriptionAnswer, 'filter', '', undefined],
    ['attempts as text', EventAnswer, 'attempts', '3', 3],
    ['a time with +0000', EventAnswer, 'createdAt', '2026-01-01T00:00:00+0000', '2026-01-01T00:00:00+00:00'],
    ['a time in lower case', EventAnswer, 'createdAt', '2026-01-01t00:00:00.5z', '2026-01-01T00:00:00.5Z'],
    ['a time with a space', EventAnswer, 'createdAt', '2026-01-01 00:00:00Z', '2026-01-01T00:00:00Z'],
    ['enabled left out', SubscriptionAnswer, 'enabled', undefined, true],
    ['an error as an object', HistoryAnswer, 'error', { message: 'no route' }, 'no route'],
  ] as const)('of %s are understood', (_, answer, member, given, read) => {
    const { example } = DOCUMENTED.find((one) => one.answer === answer) ?? { example: {} }
    expect(Object(answer.read({ ...example, [member]: given }).data)[member]).toEqual(read)
  })

  it.each([
    [null, undefined],
    [[['A', 'b'], ['C', 1], 'odd'], { A: 'b', C: '1' }],
    [
      { A: 5, B: null, C: ['x', 2] },
      { A: '5', C: ['x', '2'] },
    ],
    [[{ name: 'A', value: 'b' }], { A: 'b' }],
  ])('of headers, %j, are understood', (headers, read) => {
    const request = { ...Object(event.request), headers }
    expect(EventAnswer.read({ ...event, request }).data?.request?.headers).toEqual(read)
  })

  it('of a listener’s answer are understood', () => {
    const response = { statusCode: '503', error: { code: 'ECONNRESET' }, headers: null }
    expect(EventAnswer.read({ ...event, response }).data?.response).toMatchObject({
      statusCode: 503,
      error: '{"code":"ECONNRESET"}',
    })
  })
})

describe('a list', () => {
  const listed = async (reply: unknown) =>
    (await stubApi(() => Response.json(reply)).upstream.listEvents(SUB, {})).items.map(({ id }) => id)

  it.each([
    { _embedded: [event] },
    { _embedded: { events: [event] } },
    { total: null, _links: null, _embedded: [event] },
    { total: '1', _links: { next: null }, items: [event] },
    { total: 1, _links: { next: { href: null } }, events: [event] },
    { total: 1, items: { events: [event] } },
    [event],
  ])('is found wherever it is: %#', async (reply) => {
    expect(await listed(reply)).toEqual([EVENT])
  })

  it.each([{}, { total: 0 }, { _embedded: null }, { _embedded: {} }])(
    'is empty where there is none: %j',
    async (reply) => {
      expect(await listed(reply)).toEqual([])
    },
  )

  it('without a count has none', async () => {
    const { upstream } = stubApi(() => Response.json({ _embedded: [event] }))
    expect((await upstream.listEvents(SUB, {})).total).toBeUndefined()
  })

  it('holds an id in other letters once', async () => {
    const { upstream } = stubApi(() => Response.json({ ...subscription, subscriptionId: SUB.toUpperCase() }))
    expect((await upstream.getSubscription(SUB)).id).toBe(SUB.toLowerCase())
  })
})

it('names the member of the call that is missing', async () => {
  const { upstream } = stubApi(() => Response.json({ ...event, state: null }))
  await expect(upstream.getEvent(SUB, EVENT)).rejects.toMatchObject({ cause: { message: 'getEvent: null at /state' } })
  expect(upstream.differences()).toMatchObject([{ operation: 'getEvent', path: '/state', found: 'null', count: 1 }])
})

describe('a difference', () => {
  const costsOf = (answer: Answer<unknown>, value: unknown) =>
    answer.differences(value).map(({ path, found, cost }) => `${path} ${found}: ${cost}`)

  it('costs what its member costs, nothing where it is understood, everything where it is needed', () => {
    const odd = { ...event, attempts: '3', state: null, _links: 17, createdAt: 'yesterday' }
    expect(costsOf(EventAnswer, odd)).toEqual([
      '/createdAt a text of another form: Nothing: the other time of the event stands for it.',
      '/state null: The object cannot be read.',
      '/attempts a text: Nothing: this form is understood.',
      '/_links a number: Nothing: links of single objects are not used.',
    ])
  })

  it('inside an object costs that part alone, and names nothing that the documentation does not name', () => {
    const request = { ...Object(event.request), headers: { 'x-anna@example.com': null } }
    expect(costsOf(EventAnswer, { ...event, request })).toEqual([
      '/request/headers/* null: The headers that were sent are not shown.',
    ])
  })

  it('in the list of events costs a call, where the single event has it', async () => {
    const { request: _, ...less } = event
    const { upstream } = stubApi(() => Response.json({ total: 1, _embedded: { 'anna@example.com': [less] } }))
    await upstream.listEvents(SUB, {})
    expect(upstream.differences()).toMatchObject([
      { path: '/_embedded/*/*/request', first: '/_embedded/*/0/request', cost: expect.stringContaining('a call') },
    ])
  })

  it('of a list without pages costs nothing where it is about pages', async () => {
    const { upstream } = stubApi(() => Response.json({ _embedded: history._embedded }))
    await upstream.getHistory(SUB, EVENT)
    expect(upstream.differences()).toMatchObject([{ path: '/total', cost: 'Nothing: this list has no pages.' }])
  })

  it('of the envelope costs what is lost with it', async () => {
    const { upstream } = stubApi(() => Response.json({ _links: [], data: [event] }))
    await upstream.listEvents(SUB, {})
    expect(upstream.differences().map(({ path, found, cost }) => [path, found, cost])).toEqual([
      ['/total', 'absent', expect.stringContaining('number of all')],
      ['/_embedded', 'absent', 'Nothing: this form is understood.'],
      ['/_links', 'a list', expect.stringContaining('further pages')],
    ])
  })
})

it('names the member of the answer in the refusal', async () => {
  const { upstream } = stubApi(
    () => Response.json({ ...event, state: null }),
    () => Response.json({ total: 1, _embedded: [{ ...subscription, subscriptionId: null }] }),
    () => new Response('<html>'),
  )
  const differs = (call: Promise<unknown>) =>
    call.catch((error: unknown) => (error instanceof Refusal ? error.problem.differs : error))
  expect(await differs(upstream.getEvent(SUB, EVENT))).toBe('/state of an event: null')
  expect(await differs(upstream.listSubscriptions())).toBe('/_embedded/0/subscriptionId of the subscription list: null')
  expect(await differs(upstream.getSummary(SUB))).toBe('the summary: not JSON')
})

it('ignores keys that it does not understand', async () => {
  const key = apiExample('jwk-single-key.json')
  const { upstream } = stubApi(() => Response.json({ keys: [{ kty: 'EC', crv: 'P-256' }, null, key, { kty: 'RSA' }] }))
  expect(await upstream.keys()).toMatchObject([{ kid: key.kid }])
  expect(upstream.differences().map(({ first, cost }) => [first, cost])).toEqual([
    ['/keys/0/kty', 'The key is not used.'],
    ['/keys/1', 'The key is not used.'],
    ['/keys/3/n', 'The key is not used.'],
  ])
})

describe('the page about what is needed', () => {
  const page = join(import.meta.dirname, '..', '..', 'docs', 'api-tolerance.md')
  const table = DOCUMENTED.map(({ answer }) => {
    const rows = answer.members.map(
      ({ name, needed, cost }) =>
        `| \`${name}\` | ${needed ? 'yes' : 'no'} | ${cost || 'The object cannot be read.'} |`,
    )
    const title = answer.name[0]?.toUpperCase() + answer.name.slice(1)
    return `## ${title}\n\n| Member | Needed | When it is absent or cannot be understood |\n| --- | --- | --- |\n${rows.join('\n')}\n`
  })
  const [introduction = ''] = readFileSync(page, 'utf8').split('\n## ')
  const text = `${introduction.trimEnd()}\n\n${table.join('\n')}`

  it('says what the reading does', () => {
    if (process.env.UPDATE) writeFileSync(page, text)
    expect(readFileSync(page, 'utf8')).toBe(text)
  })
})
