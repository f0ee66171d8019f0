import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Secret } from '../../config/secret.ts'
import type { ConnectionAnswer } from '../../contract/connection.ts'
import { connectionReport } from '../../contract/words/connection-report.ts'
import type { SandboxOptions } from '../../sandbox/base/options.ts'
import type { Fault } from '../../sandbox/state/faults.ts'
import { environmentOfCustomer } from '../../sandbox-config.ts'
import { createSandboxFixture, type SandboxFixture } from '../../testing/sandbox-fixture.ts'
import type { Fetch } from '../transport/network-fetch.ts'
import { checkConnection, connectionOf, toApiDifferences } from './check.ts'

let fixture: SandboxFixture
afterEach(() => fixture.sandbox.close())

const start = async (options: Partial<SandboxOptions> = {}, count = 1) => {
  fixture = createSandboxFixture(options)
  const subscriptions = Array.from({ length: count }, () => fixture.subscription())
  const [first] = subscriptions
  const event = first && (await fixture.failedEvent(first))
  return { ids: [fixture.customer.customerId, ...subscriptions.map((one) => one.subscriptionId), event?.id ?? ''] }
}

const settingOf = () => {
  const { options, state } = fixture.sandbox
  const [customer] = state.customers.values()
  if (!customer) throw new Error('A sandbox has customers')
  return environmentOfCustomer(customer, { baseUrl: options.baseUrl, timeScale: 1 })
}

const check = async (fetch: Fetch = fixture.sandbox.fetch, environment = settingOf()) => {
  const connection = connectionOf(environment, fetch, fixture.clock.now)
  const { answers } = await checkConnection(connection)
  const differences = toApiDifferences(connection.upstream.differences())
  const of = (subject: string) => answers.find((answer) => answer.subject === subject)
  return { of, answers, differences, text: connectionReport({ answers, differences }) }
}

/** The way to the sandbox with another answer to some calls. */
const withAnswer =
  (path: RegExp, change: (answer: Record<string, unknown>) => unknown): Fetch =>
  async (request) => {
    const { pathname, search } = new URL(request.url)
    const answer = await fixture.sandbox.fetch(request)
    if (!path.test(pathname + search) || !answer.ok) return answer
    return Response.json(change(await answer.json()), { status: answer.status })
  }

const outcomes = (answers: ConnectionAnswer[]) => answers.map(({ subject, outcome }) => `${outcome} ${subject}`)

describe('an API as documented', () => {
  it('works, without a difference, and is asked nothing that changes anything', async () => {
    await start()
    const calls: string[] = []
    const { answers, differences } = await check((request) => {
      calls.push(`${request.method} ${new URL(request.url).pathname.split('/').at(-1)}`)
      return fixture.sandbox.fetch(request)
    })
    expect(outcomes(answers)).toEqual([
      'works Signing keys',
      'works Token',
      'works Subscriptions',
      'works Further pages',
      'works Events',
      'works One event',
      'works Its token',
      'works Its history',
      'works Summary',
      'works Exports',
      'works Entity types',
    ])
    expect(differences).toEqual([])
    expect(calls.filter((call) => !call.startsWith('GET '))).toEqual([
      'POST token',
      'POST entityType.list',
      ...calls.filter((call) => call === 'POST entityType'),
    ])
  })

  it('without events or subscriptions has nothing more to be asked about', async () => {
    await start({}, 0)
    expect(outcomes((await check()).answers)).toContain('unasked Events')
    fixture.subscription()
    const { of } = await check()
    expect([of('Events')?.words, of('One event')?.outcome]).toEqual(['none in the first 1 subscription', 'unasked'])
  })

  it('has pages that go on, whatever its count counts', async () => {
    await start({ pageSize: 2 }, 3)
    expect((await check()).of('Further pages')?.words).toBe('page 2 has 1 more')
    const countsPage = withAnswer(/\/webhooks\/subscriptions(\?|$)/, (list) => ({ ...list, total: 2 }))
    expect((await check(countsPage)).of('Further pages')?.words).toMatch(
      /^page 2 has 1 more, although the API counts 2/,
    )
  })

  it('may count its pages from 0', async () => {
    await start({ pageSize: 2 }, 3)
    const { of } = await check(async (request) => {
      if (request.url.includes('page=2')) return Response.json({ details: 'There is no such page' }, { status: 404 })
      return fixture.sandbox.fetch(new Request(request.url.replace('page=1', 'page=2'), request))
    })
    expect(of('Further pages')).toMatchObject({ outcome: 'works', words: 'pages are counted from 0' })
  })

  it('whose second page brings nothing new, although it counts more, is told to miss some', async () => {
    await start({ pageSize: 2 }, 3)
    const repeats = withAnswer(/[?&]page=/, (list) => ({ ...list, _embedded: [] }))
    expect((await check(repeats)).of('Further pages')).toMatchObject({
      outcome: 'limited',
      words: 'page 2 brings nothing new, although the API counts 3',
      cost: expect.stringContaining('may be missing'),
    })
  })
})

describe('an API that differs', () => {
  beforeEach(() => start({}, 2))

  it('is told with the member, the answer, what was seen and what it costs', async () => {
    const { text, answers } = await check(
      withAnswer(/\/webhooks\/subscriptions(\?|$)/, ({ total: _, ...list }) => ({
        ...list,
        _embedded: (list._embedded as object[]).map((one) => ({ ...one, enabled: null, createdAt: 17 })),
      })),
    )
    expect(answers.every(({ outcome }) => outcome === 'works')).toBe(true)
    expect(text).toMatch(/3 differences from the documentation/)
    expect(text).toContain('/_embedded/*/enabled of the subscription list: null, 4 times')
    expect(text).toContain('It counts as on, which is the default.')
    expect(text).toContain('/total of the subscription list: absent')
  })

  it('in some items of a list works without them', async () => {
    const [one] = fixture.sandbox.state.subscriptions.all()
    const id = one?.subscriptionId ?? ''
    fixture.sandbox.state.faults.add({
      operation: 'listSubscriptions',
      fault: { does: 'answer', id, change: [{ pointer: '/subscriptionId', action: 'absent' }] },
    })
    const { of, text } = await check()
    expect(of('Subscriptions')).toMatchObject({
      outcome: 'limited',
      words:
        '1 on the first page, 2 in all by its count; 1 item of the list cannot be read (/_embedded/0/subscriptionId of the subscription list: absent)',
    })
    expect(of('Further pages')?.outcome).toBe('works')
    expect(text).toContain('/_embedded/*/subscriptionId of the subscription list: absent, 2 times')
  })

  it('in what is needed does not work, and names the member', async () => {
    const { of } = await check(withAnswer(/\/events\/[^/]+$/, ({ state: _, ...event }) => event))
    expect(of('One event')).toMatchObject({
      outcome: 'fails',
      words: 'The answer of the API cannot be read (/state of an event: absent)',
    })
  })

  it('with another issuer is told so, without the address', async () => {
    const { of } = await check(fixture.sandbox.fetch, { ...settingOf(), baseUrl: `${settingOf().baseUrl}/` })
    expect(of('Its token')).toMatchObject({
      outcome: 'limited',
      words: 'its signature is right, its issuer is not the documented one',
      cost: expect.stringContaining('issuer'),
    })
  })
})

describe('an API with faults', () => {
  beforeEach(() => start())

  it.each<[string, string, Fault, string, string]>([
    ['that refuses the credentials', '/login/token', { does: 'status', status: 401 }, 'Token', 'fails'],
    ['that forbids the list', '/webhooks/subscriptions', { does: 'status', status: 403 }, 'Subscriptions', 'fails'],
    ['that has too many requests', '/events', { does: 'too-many-requests' }, 'Events', 'fails'],
    ['that breaks off', '/events', { does: 'broken-json' }, 'Events', 'fails'],
    ['without keys', '/login/jwk', { does: 'status', status: 404 }, 'Signing keys', 'limited'],
    ['without a history', '/history', { does: 'status', status: 404 }, 'Its history', 'limited'],
    ['without a summary', '/summary', { does: 'status', status: 404 }, 'Summary', 'limited'],
    ['without exports', '/exports', { does: 'status', status: 404 }, 'Exports', 'limited'],
    ['without entity types', '/entityType', { does: 'status', status: 403 }, 'Entity types', 'limited'],
  ])('%s', async (_, path, fault, subject, outcome) => {
    fixture.sandbox.state.faults.add({ path, fault })
    const { of, answers } = await check()
    expect(of(subject)).toMatchObject({ outcome, ...(outcome === 'limited' && { cost: expect.any(String) }) })
    expect(of(subject)?.remedy === undefined).toBe(outcome === 'limited')
    expect(answers.some((answer) => answer.outcome === 'fails')).toBe(outcome === 'fails')
  })

  it('and one that is not there is told with the code of the network', async () => {
    const { of } = await check(() => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' })))
    expect(of('Token')).toMatchObject({ words: 'The API cannot be reached (ENOTFOUND)', remedy: expect.any(String) })
  })
})

it('prints no id, secret, address or person, whatever the API says', async () => {
  const { ids } = await start()
  const person = 'anna@example.com'
  const { clientId, clientSecret } = fixture.customer
  const odd = withAnswer(/\/(history|summary|subscriptions|events)(\?|$)/, (answer) => ({
    ...answer,
    [person]: person,
    _links: { [person]: null },
    total: person,
  }))
  fixture.sandbox.state.faults.add({
    path: '/exports',
    fault: { does: 'status', status: 400, details: `${person} of ${ids[0]} may not` },
  })
  const said = [(await check(odd)).text]
  said.push((await check(odd, { ...settingOf(), clientSecret: new Secret('wrong') })).text)
  const change = [{ pointer: '/id', action: 'absent' }] as const
  fixture.sandbox.state.faults.add({
    path: '/events',
    fault: { does: 'answer', id: ids[2] ?? '', change: [...change] },
  })
  said.push((await check()).text)
  for (const hidden of [...ids, clientId, clientSecret, person, 'http', 'listener'])
    expect(said.join('\n')).not.toContain(hidden)
})
