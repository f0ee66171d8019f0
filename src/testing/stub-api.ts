import { Secret } from '../config/secret.ts'
import type { UnreadSubscription } from '../upstream/answers/reply.ts'
import type { Fetch } from '../upstream/transport/network-fetch.ts'
import { createUpstream } from '../upstream/upstream.ts'

/** The customer of the API's examples. */
export const CUSTOMER = '00000000-0000-0000-0000-000000000000'
const CLIENT = { id: 'cli ent', secret: 'se:cret/é' }

/** The reaction of the stub to one call: answer, fail, or take its time. */
export type StubAnswer = Response | Error | (() => Promise<Response>)

/**
 * An upstream whose API gives out tokens and for all else the answers of a list, the last one again and again. `calls`
 * holds method, path below the customer and credentials of each call, `bodies` its media type and body.
 */
export function stubApi(...answers: ((request: Request) => StubAnswer)[]) {
  const calls: string[] = []
  const bodies: string[] = []
  const unread: UnreadSubscription[] = []
  const clock = { now: Date.UTC(2026, 0, 1) }
  /** The next answers to the token call, before tokens are given out. */
  const tokenAnswers: (() => StubAnswer)[] = []
  let tokens = 0

  const fetch: Fetch = async (request) => {
    const { pathname, search } = new URL(request.url)
    const path = pathname.replace(`/base/${CUSTOMER}`, '') + search
    const [kind, value = ''] = (request.headers.get('authorization') ?? '').split(' ')
    calls.push(`${request.method} ${path} ${kind === 'Basic' ? Buffer.from(value, 'base64').toString() : value}`)
    bodies.push(`${request.headers.get('content-type')}: ${await request.clone().text()}`)
    const token = () => Response.json({ access_token: `token-${++tokens}`, token_type: 'Bearer', expires_in: 3600 })
    const next =
      path === '/login/token' ? (tokenAnswers.shift() ?? token) : answers.length > 1 ? answers.shift() : answers[0]
    const answer = next?.(request) ?? Response.json({})
    if (answer instanceof Error) throw answer
    return typeof answer === 'function' ? await answer() : answer
  }
  const upstream = createUpstream({
    environment: {
      id: 'test',
      name: 'Test',
      colour: 'grey',
      baseUrl: 'https://api.test/base',
      customerId: CUSTOMER,
      clientId: CLIENT.id,
      clientSecret: new Secret(CLIENT.secret),
      sandbox: false,
      directReplay: true,
      redeliveryInterval: 60,
      certainAfter: 600,
      maxAnswerBytes: 100_000,
    },
    fetch,
    now: () => clock.now,
    random: () => 0,
    reportUnread: (one) => unread.push(one),
  })
  return { upstream, calls, bodies, unread, clock, tokenAnswers }
}
