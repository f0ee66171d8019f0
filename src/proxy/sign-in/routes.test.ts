import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { VERSION } from '../../config/version.ts'
import { createBrowser } from '../../testing/browser.ts'
import { createSignInStack, HTTP, HTTPS, type SignInStack } from '../../testing/sign-in-stack.ts'

const MINUTE = 60_000
let stack: SignInStack

beforeEach(async () => {
  stack = await createSignInStack()
})
afterEach(() => stack.close())

const entries = async () => (await stack.store.journal.page({ size: 50 })).items
const journal = async () =>
  (await entries()).map(({ action, actor, role, outcome }) => [action, actor.name, role, outcome].join(' '))

describe('signing in', () => {
  it('brings the person back to the deep link, with the role of the claim and no credential', async () => {
    const omar = stack.person(stack.consoleAt({}))
    const answer = await omar.signIn('omar.sandell', '/prod/subscriptions?q=a%26b')
    expect([answer.status, answer.headers.get('location')]).toEqual([302, `${HTTP}/prod/subscriptions?q=a%26b`])
    expect(await (await omar.session()).json()).toEqual({
      user: { id: 'omar.sandell', name: 'Omar Sandell', email: 'omar.sandell@tavelund.example' },
      role: 'operator',
      expiresAt: '2026-11-21T20:00:00.000Z',
      version: VERSION,
      environments: [
        {
          id: 'prod',
          name: 'Production',
          colour: 'red',
          sandbox: false,
          directReplay: true,
          redeliveryInterval: 60,
          baseUrl: 'https://upstream.example',
          customerId: '00000000-0000-0000-0000-000000000000',
        },
      ],
    })
    expect(await journal()).toEqual(['session.sign-in Omar Sandell operator done'])
  })

  it('asks the provider for a code, with proof of who begins', async () => {
    const answer = await stack.person(stack.consoleAt({})).open('/auth/sign-in')
    const { searchParams } = new URL(answer.headers.get('location') ?? '')
    expect(Object.fromEntries(searchParams)).toEqual({
      client_id: 'console',
      redirect_uri: `${HTTP}/auth/callback`,
      response_type: 'code',
      scope: 'openid profile email',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
    })
  })

  it.each([
    [HTTP, 'console-session', ''],
    [HTTPS, '__Host-Http-console', '; Secure'],
  ])('sets cookies at %s that no script and no other host can touch', async (home, name, secure) => {
    const vera = stack.person(stack.consoleAt({ home }), home)
    const begun = await vera.open('/auth/sign-in')
    expect(begun.headers.getSetCookie()).toEqual([
      expect.stringMatching(
        new RegExp(`-sign-in-[\\w-]{12}=[\\w-]{43}; Max-Age=600; Path=/; HttpOnly${secure}; SameSite=Lax$`),
      ),
    ])
    const answer = await vera.signIn('vera.lindqvist')
    const set = answer.headers.getSetCookie().find((line) => line.startsWith(`${name}=`))
    expect(set).toMatch(new RegExp(`^${name}=[\\w-]{43}; Path=/; HttpOnly${secure}; SameSite=Strict$`))
    expect((await vera.session()).status).toBe(200)
  })

  it.each(['https://evil.example/', '//evil.example', '/\\evil.example', '/a/..//evil.example', '/%2f/evil.example'])(
    'does not go to %s afterwards',
    async (returnTo) => {
      const answer = await stack.person(stack.consoleAt({})).signIn('vera.lindqvist', returnTo)
      expect(answer.headers.get('location')).toBe(`${HTTP}/`)
    },
  )

  it('works in two tabs at once', async () => {
    const ada = stack.person(stack.consoleAt({}))
    const [one, two] = [await ada.begin('/one'), await ada.begin('/two')]
    expect((await one.finish({ account: 'ada.brandt' })).headers.get('location')).toBe(`${HTTP}/one`)
    expect((await two.finish({ account: 'ada.brandt' })).headers.get('location')).toBe(`${HTTP}/two`)
    expect((await ada.session()).status).toBe(200)
  })

  it('keeps few cookies of sign-ins nobody finished', async () => {
    const ada = stack.person(stack.consoleAt({}))
    for (let tab = 0; tab < 9; tab++) await ada.open('/auth/sign-in')
    expect(Object.keys(ada.cookies()).length).toBeLessThanOrEqual(5)
  })

  it('in more tabs than are kept finishes the newest five', async () => {
    const ada = stack.person(stack.consoleAt({}))
    const states: string[] = []
    for (let tab = 0; tab < 9; tab++) {
      const begun = await ada.open('/auth/sign-in')
      states.push(new URL(begun.headers.get('location') ?? '').searchParams.get('state')?.slice(0, 12) ?? '')
    }
    const kept = Object.keys(ada.cookies()).map((name) => name.replace('console-sign-in-', ''))
    expect(kept).toEqual(states.slice(4))
  })

  it('ends the session whose token came along', async () => {
    const planted = await stack.store.sessions.create({
      id: 'eve',
      name: 'Eve',
      email: null,
      role: 'viewer',
    })
    const vera = stack.person(stack.consoleAt({}))
    vera.setCookie('console-session', planted)
    await vera.signIn('vera.lindqvist')
    expect(vera.cookies()['console-session']).not.toBe(planted)
    expect(await stack.store.sessions.find(planted)).toBeUndefined()
  })
})

describe('a callback', () => {
  const callbackOf = async (account = 'ada.brandt') => {
    const app = stack.consoleAt({})
    const browser = createBrowser(HTTP, (request) => Promise.resolve(app.fetch(request)))
    const begun = await browser.open('/auth/sign-in')
    const form = await browser.follow(begun.headers.get('location') ?? '')
    const action = new URL(/action="([^"]+)"/.exec(await form.response.text())?.[1] ?? '', form.url)
    let here = await browser.open(action, { form: { account } })
    let url = new URL(here.headers.get('location') ?? '', action)
    while (url.origin !== HTTP) {
      here = await browser.open(url)
      url = new URL(here.headers.get('location') ?? '', url)
    }
    return { app, browser, url }
  }
  const tokenCalls = () => stack.asked.filter((call) => call.startsWith('POST /oidc/token')).length

  it('in another browser gives nobody a session', async () => {
    const { app, url } = await callbackOf()
    const answer = await app.request(url)
    expect([answer.status, answer.headers.getSetCookie().join().includes('console-session'), tokenCalls()]).toEqual([
      400,
      false,
      0,
    ])
    expect(await answer.text()).toContain('Begin a new one')
  })

  it('with a state that is not the one begun is refused', async () => {
    const { browser, url } = await callbackOf()
    const state = url.searchParams.get('state') ?? ''
    url.searchParams.set('state', `${state.slice(0, 20)}${'A'.repeat(23)}`)
    expect([(await browser.open(url)).status, tokenCalls()]).toEqual([502, 0])
  })

  it('counts once', async () => {
    const { browser, url } = await callbackOf()
    expect((await browser.open(url)).status).toBe(302)
    expect((await browser.open(url)).status).toBe(400)
    await expect.poll(journal).toEqual(['session.refused   refused', 'session.sign-in Ada Brandt administrator done'])
  })

  it('after ten minutes is too late', async () => {
    const { browser, url } = await callbackOf()
    stack.clock.now += 10 * MINUTE
    expect([(await browser.open(url)).status, tokenCalls()]).toEqual([400, 0])
  })

  it('says what the provider refused', async () => {
    const { finish } = await stack.person(stack.consoleAt({})).begin('/prod/subscriptions')
    const answer = await finish({ cancel: 'yes' })
    const page = await answer.text()
    expect([answer.status, page.includes('access_denied')]).toEqual([403, true])
    expect(page).toContain('/auth/sign-in?return=%2Fprod%2Fsubscriptions')
    await expect
      .poll(entries)
      .toMatchObject([
        { action: 'session.refused', actor: { name: '' }, problem: 'The sign-in provider refused: access_denied' },
      ])
  })
})

describe('a person without a role', () => {
  it('is told which claim was looked for, and can sign out', async () => {
    const vera = stack.person(stack.consoleAt({ setting: { roleClaim: 'groups<b>' } }))
    const answer = await vera.signIn('vera.lindqvist')
    const page = await answer.text()
    expect([answer.status, answer.headers.get('content-type')]).toEqual([403, 'text/html; charset=UTF-8'])
    expect(page).toContain('groups&lt;b&gt;')
    expect(page).toContain(answer.headers.get('x-request-id'))
    expect(/<style nonce="([^"]+)"/.exec(page)?.[1]).toBe(
      /'nonce-([^']+)'/.exec(answer.headers.get('content-security-policy') ?? '')?.[1],
    )
    const signOut = /href="([^"]+)">Sign out/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? ''
    expect(signOut).toContain(`${stack.issuer}/session/end`)
    expect(vera.cookies()).toEqual({})
    expect((await vera.session()).status).toBe(401)
  })

  it.each([
    ['none', { roleClaim: 'groups' }, [], 'The claim “groups” did not come'],
    ['others', { roles: { chief: 'viewer' } }, ['viewer'], 'No value of the claim “roles” gives a role'],
  ] as const)('is in the journal, with the values that came: %s', async (_, setting, values, problem) => {
    await stack.person(stack.consoleAt({ setting })).signIn('vera.lindqvist')
    await expect.poll(entries).toHaveLength(1)
    const [entry] = await entries()
    expect(entry).toMatchObject({
      action: 'session.refused',
      actor: { id: 'vera.lindqvist', name: 'Vera Lindqvist' },
      role: null,
      outcome: 'refused',
      problem,
      after: { addresses: ['unknown'], times: 1, claim: expect.any(String), values },
    })
  })
})

describe('a provider that does not answer', () => {
  it('is said so, and asked again the next time', async () => {
    await stack.switchOff()
    const vera = stack.person(stack.consoleAt({}))
    const answer = await vera.open('/auth/sign-in?return=/prod/subscriptions')
    const page = await answer.text()
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '10'])
    expect(page).toContain('/auth/sign-in?return=%2Fprod%2Fsubscriptions')
    await stack.switchOn()
    expect((await vera.signIn('vera.lindqvist')).status).toBe(302)
  })

  it('at the last step gives a page, not a crash', async () => {
    const vera = stack.person(stack.consoleAt({}))
    const begun = await vera.open('/auth/sign-in')
    const state = new URL(begun.headers.get('location') ?? '').searchParams.get('state')
    await stack.switchOff()
    const answer = await vera.open(`/auth/callback?code=x&state=${state}&iss=${encodeURIComponent(stack.issuer)}`)
    expect([answer.status, (await answer.text()).includes('did not work')]).toEqual([502, true])
  })
})

it('counts sign-ins by address', async () => {
  const app = stack.consoleAt({ points: 2 })
  const statuses = [
    await app.request(`${HTTP}/auth/sign-in`),
    await app.request(`${HTTP}/auth/sign-in`),
    await app.request(`${HTTP}/auth/sign-in`),
  ]
  expect(statuses.map(({ status }) => status)).toEqual([302, 302, 429])
  expect(Number(statuses[2]?.headers.get('retry-after'))).toBeGreaterThan(0)
  await expect.poll(entries).toMatchObject([{ problem: 'Too many sign-ins from this address' }])
})
