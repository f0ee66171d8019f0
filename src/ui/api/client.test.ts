import { afterEach, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { apiPath, call, searchOf } from './client.ts'
import { ProblemError } from './problem.ts'
import { signInGate } from './sign-in-gate.ts'

const Greeting = z.object({ hello: z.string() })

/** Answers the console's calls one after the other, the last one for ever. */
const answers = (...replies: (Response | Error)[]) => {
  const fetch = vi.fn<typeof globalThis.fetch>(async () => {
    const next = replies.length > 1 ? replies.shift() : replies[0]
    if (next instanceof Error) throw next
    return (next as Response).clone()
  })
  vi.stubGlobal('fetch', fetch)
  return fetch
}

const problem = (code: string, status: number) =>
  Response.json({ code, status, title: 'No', remedy: 'Wait', requestId: 'r1' }, { status })

afterEach(() => vi.unstubAllGlobals())

const refusal = async (promise: Promise<unknown>) => {
  const error = await promise.catch((caught: unknown) => caught)
  return error instanceof ProblemError ? error.problem.code : error
}

it('reads the reply by its schema', async () => {
  answers(Response.json({ hello: 'you', more: 1 }))
  expect(await call('/api/x', Greeting)).toEqual({ hello: 'you' })
})

it('marks only writes as made by this page', async () => {
  const fetch = answers(Response.json({ hello: 'you' }))
  await call('/api/x', Greeting)
  await call('/api/x', Greeting, { method: 'POST', body: { a: 1 } })
  const headers = fetch.mock.calls.map(([, init]) => new Headers(init?.headers).get('x-console'))
  expect(headers).toEqual([null, '1'])
  expect(fetch.mock.calls[1]?.[1]?.body).toBe('{"a":1}')
})

it('throws the problem the server tells', async () => {
  answers(problem('rate_limited', 429))
  expect(await refusal(call('/api/x', Greeting))).toBe('rate_limited')
})

it('has a problem of its own for no answer, and for one it does not understand', async () => {
  answers(new TypeError('network'))
  expect(await refusal(call('/api/x', Greeting))).toBe('console_unreachable')
  answers(new Response('<html>', { status: 502 }))
  expect(await refusal(call('/api/x', Greeting))).toBe('reply_unreadable')
  answers(Response.json({ hello: 1 }))
  expect(await refusal(call('/api/x', Greeting))).toBe('reply_unreadable')
})

it('tells a request that is blocked from a console that cannot be reached', async () => {
  answers(new TypeError('blocked'), new Response('{"alive":true}'))
  const error = await call('/api/x?about=somebody', Greeting).catch((caught: unknown) => caught)
  expect(error).toBeInstanceOf(ProblemError)
  const { code, remedy } = (error as ProblemError).problem
  expect([code, remedy]).toEqual(['console_unreachable', expect.stringContaining('blocks “/api/x” and')])
})

it('sends nothing in the name of somebody else, until its own person is back', async () => {
  const fetch = answers(Response.json({ hello: 'you' }))
  signInGate.becomeOther('Olga')
  const held = call('/api/x', Greeting, { method: 'POST' })
  expect([signInGate.closed(), signInGate.other(), fetch.mock.calls]).toEqual([true, 'Olga', []])
  signInGate.becomeOther(undefined)
  signInGate.open()
  expect(await held).toEqual({ hello: 'you' })
})

it('does not know what came of a change whose answer was lost or cannot be read', async () => {
  answers(new TypeError('network'))
  expect(await refusal(call('/api/x', Greeting, { method: 'POST' }))).toBe('outcome_unknown')
  answers(new Response('<html>', { status: 504 }))
  expect(await refusal(call('/api/x', Greeting, { method: 'PATCH' }))).toBe('outcome_unknown')
})

it('sends no change while the browser is offline, and says so at once', async () => {
  vi.stubGlobal('navigator', { onLine: false })
  const fetch = answers(Response.json({}))
  expect(await refusal(call('/api/x', Greeting, { method: 'PATCH' }))).toBe('console_unreachable')
  expect(fetch).not.toHaveBeenCalled()
})

it('passes on that it was given up', async () => {
  const gaveUp = new AbortController()
  gaveUp.abort(new Error('left the page'))
  answers(new TypeError('aborted'))
  expect(await refusal(call('/api/x', Greeting, { signal: gaveUp.signal }))).toBeInstanceOf(TypeError)
})

it('refuses a call before anybody signed in', async () => {
  answers(problem('signed_out', 401))
  expect(await refusal(call('/api/x', Greeting))).toBe('signed_out')
})

it('waits for a new sign-in once the session was seen, then asks again', async () => {
  signInGate.arm()
  const fetch = answers(problem('signed_out', 401), Response.json({ hello: 'again' }))
  const waiting = call('/api/x', Greeting)
  await vi.waitFor(() => expect(signInGate.closed()).toBe(true))
  expect(fetch).toHaveBeenCalledTimes(1)
  signInGate.open()
  expect(await waiting).toEqual({ hello: 'again' })
})

it('lets a held call be given up', async () => {
  signInGate.arm()
  answers(problem('signed_out', 401))
  const gaveUp = new AbortController()
  const waiting = call('/api/x', Greeting, { signal: gaveUp.signal }).catch((error: unknown) => error)
  await vi.waitFor(() => expect(signInGate.closed()).toBe(true))
  gaveUp.abort(new Error('left the page'))
  expect(await waiting).toEqual(new Error('left the page'))
  signInGate.open()
})

it('holds calls back while somebody signs out, and asks for no new sign-in', async () => {
  signInGate.arm()
  signInGate.leave()
  const fetch = answers(Response.json({ hello: 'still here' }))
  const held = call('/api/x', Greeting)
  const free = call('/api/x', Greeting, { waitForSignIn: false })
  expect(await free).toEqual({ hello: 'still here' })
  expect(fetch).toHaveBeenCalledTimes(1)
  answers(Response.json({ hello: 'again' }))
  signInGate.stay()
  expect(await held).toEqual({ hello: 'again' })
  expect(signInGate.closed()).toBe(false)
})

it('writes a query always the same way', () => {
  expect(searchOf({ size: 20, q: 'a b', enabled: undefined, event: '' })).toBe('?q=a+b&size=20')
  expect(searchOf({})).toBe('')
  expect(apiPath('environments', 'a/b')).toBe('/api/environments/a%2Fb')
})
