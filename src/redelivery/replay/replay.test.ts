import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { noteWords } from '../../contract/words/run-notes.ts'
import { CONTROL, createControl } from '../../sandbox/control/control.ts'
import type { Behaviour } from '../../sandbox/state/listeners.ts'
import { createSandboxFixture, type SandboxFixture } from '../../testing/sandbox-fixture.ts'
import { createReplayTo, replayFor } from './replay.ts'

const CRM = 'https://crm.listener.example/hook'
let fixture: SandboxFixture
let token: string

beforeEach(async () => {
  fixture = createSandboxFixture()
  fixture.sandbox.mount(CONTROL, createControl(fixture.sandbox))
  const { id } = await fixture.failedEvent(fixture.subscription())
  const event = fixture.sandbox.state.events.get(id)
  token = event ? fixture.sandbox.signer.payload(event) : ''
})
afterEach(() => fixture.sandbox.close())

const inSandbox = async (endpoint = CRM, differs = {}) => {
  const answer = await replayFor(
    { sandbox: true, baseUrl: 'http://sandbox.test' },
    { fetch: fixture.sandbox.fetch, post: () => Promise.reject(new Error('not over the network')) },
  )({ endpoint, token, ...differs })
  return 'error' in answer ? { ...answer, error: noteWords(answer.error) } : answer
}
const received = () => fixture.sandbox.state.listeners.received('crm').slice(1)

describe('in a sandbox', () => {
  it.each([
    ['http', 'http://crm.listener.example/', 'https'],
    ['a user', 'https://me:secret@crm.listener.example/', 'user name'],
    ['a listener of the world', 'https://listener.example.com/', 'its own listeners only'],
    ['this machine', 'https://localhost:4400/_sandbox/reset', 'its own listeners only'],
  ])('posts nothing to %s', async (_, endpoint, words) => {
    expect(await inSandbox(endpoint)).toEqual({ error: expect.stringContaining(words), sent: false })
  })

  it('posts nothing but tokens', async () => {
    expect(await inSandbox(CRM, { token: 'hello' })).toMatchObject({ sent: false })
    expect(await inSandbox(CRM, { token: 'a.b.c' })).toMatchObject({ sent: false })
    expect(received()).toEqual([])
  })

  it('reaches the listener, which sees who it was; the event stays as it is', async () => {
    fixture.sandbox.state.listeners.set('crm', { does: 'accept', status: 202, headers: { 'Set-Cookie': 'a=secret' } })
    expect(await inSandbox()).toMatchObject({ status: 202, headers: { 'Set-Cookie': 'a=[masked]' } })
    expect(received()).toMatchObject([{ url: CRM, payload: token, headers: { 'User-Agent': 'webhooks-console' } }])
    expect(fixture.sandbox.state.events.all().map(({ state }) => state)).toEqual(['failure'])
  })

  it.each<[Behaviour, object]>([
    [{ does: 'status', status: 503 }, { status: 503 }],
    [{ does: 'refuse' }, { error: 'The listener cannot be connected to', sent: false }],
    [{ does: 'tls' }, { error: 'The certificate of the listener is not trusted', sent: false }],
    [{ does: 'close' }, { error: 'The connection to the listener broke off without an answer', sent: true }],
    [{ does: 'garbage' }, { error: 'The answer of the listener is not HTTP', sent: true }],
  ])('tells what came of it: %j', async (behaviour, answer) => {
    fixture.sandbox.state.listeners.set('crm', behaviour)
    expect(await inSandbox()).toMatchObject(answer)
  })

  it('does not know what came of it when the sandbox does not say', async () => {
    const environment = { sandbox: true, baseUrl: 'http://sandbox.test' }
    const lost = replayFor(environment, { fetch: () => Promise.reject(new TypeError('reset')) })
    expect(await lost({ endpoint: CRM, token })).toMatchObject({ sent: true })
    const odd = replayFor(environment, { fetch: async () => Response.json({}) })
    expect(await odd({ endpoint: CRM, token })).toMatchObject({ sent: true })
    const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })
    const gone = replayFor(environment, { fetch: () => Promise.reject(refused) })
    expect(await gone({ endpoint: CRM, token })).toMatchObject({ sent: false })
  })
})

it('goes over the network elsewhere, by environment', async () => {
  const posted: string[] = []
  const to = createReplayTo(
    [
      { id: 'production', sandbox: false, baseUrl: 'https://api.example' },
      { id: 'sandbox', sandbox: true, baseUrl: 'http://sandbox.test' },
    ],
    {
      fetch: fixture.sandbox.fetch,
      post: async ({ endpoint }) => {
        posted.push(endpoint)
        return { status: 200, headers: {} }
      },
    },
  )
  const elsewhere = { endpoint: 'https://listener.example.com/', token }
  expect(await to('production', elsewhere)).toMatchObject({ status: 200 })
  expect(await to('sandbox', { endpoint: CRM, token })).toMatchObject({ status: 200 })
  expect(await to('nowhere', elsewhere)).toMatchObject({ sent: false })
  expect([posted, received().length]).toEqual([[elsewhere.endpoint], 1])
})
