import { inspect } from 'node:util'
import { expect, it } from 'vitest'
import type { EnvironmentSetting } from '../config/config.ts'
import { Secret } from '../config/secret.ts'
import { Refusal } from '../contract/refusal.ts'
import type { Fetch } from './transport/network-fetch.ts'
import { createUpstream } from './upstream.ts'

const [CLIENT, SECRET, TOKEN] = ['client-id', 'hunter2-hunter2', '03v-token-token-token']
const BASIC = Buffer.from(`${CLIENT}:${SECRET}`).toString('base64')
const SUB = 'fafd23cf-ec8d-49a0-a640-7cfc144e2aec'

const environment: EnvironmentSetting = {
  id: 'test',
  name: 'Test',
  colour: 'grey',
  baseUrl: 'https://api.test',
  customerId: '00000000-0000-0000-0000-000000000000',
  clientId: CLIENT,
  clientSecret: new Secret(SECRET),
  sandbox: false,
  directReplay: true,
  redeliveryInterval: 60,
  certainAfter: 600,
  maxAnswerBytes: 2000,
}

/** An API that says everything it was told, in every way and spelling it can. */
const everything = (request: Request) => {
  const [, authorization = ''] = request.headers.get('authorization')?.split(' ') ?? []
  return [...[...request.headers].map(String), ...[authorization, SECRET].flatMap(spellings)].join(' ')
}
const spellings = (text: string) => [
  encodeURIComponent(text),
  Buffer.from(text).toString('base64'),
  Buffer.from(text).toString('hex'),
  `${CLIENT} ${text}`,
]
const WAYS: Record<string, (request: Request) => Response | Error> = {
  ...Object.fromEntries(
    [400, 401, 403, 404, 409, 418, 429, 500, 502, 503, 504].map((status) => [
      `status ${status}`,
      (request: Request) =>
        Response.json(
          {
            title: everything(request),
            details: `${everything(request)} ${SECRET}`,
            error: SECRET,
            'invalid-body-params': [{ name: SECRET, reason: everything(request) }],
          },
          { status, headers: { 'retry-after': everything(request) } },
        ),
    ]),
  ),
  'no JSON': (request) => new Response(everything(request)),
  'another shape': (request) => Response.json({ subscriptionId: everything(request), [SECRET]: everything(request) }),
  'another token': () => Response.json({ access_token: `${SECRET}\n`, token_type: 'Bearer', expires_in: 3600 }),
  'a redirect': (request) => new Response(null, { status: 302, headers: { location: `/${everything(request)}` } }),
  'too much': (request) => new Response(everything(request).repeat(100)),
  'a thrown error': (request) =>
    Object.assign(new TypeError(everything(request), { cause: new Error(everything(request)) }), {
      code: everything(request),
      request,
    }),
  'a broken connection': (request) => Object.assign(new Error(everything(request)), { code: 'ECONNRESET', request }),
}

const traces = (error: unknown): string => {
  const parts = error instanceof Error ? [error.message, error.stack, String(error), traces(error.cause)] : []
  const problem = error instanceof Refusal ? [JSON.stringify(error.problem), JSON.stringify(error.headers)] : []
  return [...parts, ...problem, JSON.stringify(error), inspect(error, { depth: 20, showHidden: true })].join('\n')
}

const attempts = (fetch: Fetch) => {
  const upstream = createUpstream({ environment, fetch, now: () => 0, random: () => 0 })
  return [
    upstream.listSubscriptions(),
    upstream.getSubscription(SUB),
    upstream.createSubscription({ title: 'x', endpoint: 'https://x.test', events: [], enabled: true, filter: null }),
    upstream.patchSubscription({ id: SUB, filter: null }, { enabled: true }),
    upstream.deleteSubscription(SUB),
    upstream.listEvents(SUB, {}),
    upstream.getEvent(SUB, SUB),
    upstream.getHistory(SUB, SUB),
    upstream.redeliver(SUB, SUB),
    upstream.keys(),
  ]
}

const provoke = async (way: (request: Request) => Response | Error, fromTokenOn: boolean): Promise<string> => {
  const fetch: Fetch = async (request) => {
    if (!fromTokenOn && request.url.endsWith('/login/token'))
      return Response.json({ access_token: TOKEN, token_type: 'Bearer', expires_in: 3600 })
    const answer = way(request)
    if (answer instanceof Error) throw answer
    return answer
  }
  const outcomes = await Promise.allSettled(attempts(fetch))
  const errors = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []))
  expect(errors.length).toBeGreaterThan(0)
  for (const error of errors) expect(error).toBeInstanceOf(Refusal)
  return errors.map(traces).join('\n')
}

it.each(Object.entries(WAYS))('%s gives no credential away', async (_, way) => {
  const text = (await provoke(way, false)) + (await provoke(way, true))
  for (const secret of [SECRET, TOKEN, BASIC])
    for (const spelling of [secret, ...spellings(secret)]) expect(text).not.toContain(spelling)
})

it('nor does the upstream itself', () => {
  const upstream = createUpstream({ environment, fetch: async () => new Response(), now: () => 0 })
  const text =
    inspect({ upstream, environment }, { depth: 20, showHidden: true }) + JSON.stringify({ upstream, environment })
  for (const secret of [SECRET, BASIC]) expect(text).not.toContain(secret)
})
