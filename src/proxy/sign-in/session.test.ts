import { exportJWK, exportPKCS8, generateKeyPair } from 'jose'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Secret } from '../../config/secret.ts'
import { CLIENT_SECRET, createSignInStack, HTTP, type SignInStack } from '../../testing/sign-in-stack.ts'

const MINUTE = 60_000
let stack: SignInStack

beforeEach(async () => {
  stack = await createSignInStack()
})
afterEach(() => stack.close())

const journal = async () => {
  const { items } = await stack.store.journal.page({ size: 50 })
  return items.map(({ action, actor, role, outcome }) => [action, actor.name, role, outcome].join(' '))
}

describe('signing out', () => {
  it('ends the session here and leads to the provider, which ends it there', async () => {
    const ada = stack.person(stack.consoleAt({}))
    await ada.signIn('ada.brandt')
    const token = ada.cookies()['console-session'] ?? ''
    const answer = await ada.signOut()
    const { location } = (await answer.json()) as { location: string }
    expect(answer.headers.getSetCookie()).toEqual(['console-session=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict'])
    expect(await stack.store.sessions.find(token)).toBeUndefined()
    expect((await ada.session()).status).toBe(401)
    expect(await journal()).toEqual([
      'session.sign-out Ada Brandt administrator done',
      'session.sign-in Ada Brandt administrator done',
    ])
    expect(Object.fromEntries(new URL(location).searchParams)).toEqual({
      client_id: 'console',
      logout_hint: 'ada.brandt',
      post_logout_redirect_uri: `${HTTP}/`,
    })
    expect(answer.headers.get('clear-site-data')).toBe('"cache"')
    expect((await ada.begin()).known).toBe(true)
    const { url, response } = await ada.follow(location)
    const page = await response.text()
    const [, action = ''] = /action="([^"]+)"/.exec(page) ?? []
    const [, xsrf = ''] = /name="xsrf" value="([^"]+)"/.exec(page) ?? []
    await ada.follow(new URL(action, url), { form: { xsrf, logout: 'yes' } })
    expect((await ada.begin()).known).toBe(false)
  })

  it.each([
    ['a form elsewhere', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['a form of our own', { origin: HTTP, 'sec-fetch-site': 'same-origin' }],
  ])('is refused from %s', async (_, headers) => {
    const ada = stack.person(stack.consoleAt({}))
    await ada.signIn('ada.brandt')
    const answer = await ada.signOut(headers)
    expect([answer.status, await answer.json()]).toMatchObject([403, { code: 'cross_site' }])
    expect((await ada.session()).status).toBe(200)
  })

  it('twice, or without a provider, does no harm', async () => {
    const ada = stack.person(stack.consoleAt({}))
    await ada.signIn('ada.brandt')
    stack.clock.now += 61 * MINUTE // what is known of the provider is asked for again
    await ada.signIn('ada.brandt')
    await stack.switchOff()
    expect((await ada.signOut()).status).toBe(200)
    expect(await (await ada.signOut()).json()).toEqual({ location: '/' })
  })
})

describe('signing out at the provider', () => {
  const token = (person: { cookies(): Record<string, string> }) => person.cookies()['console-session'] ?? ''
  const lasts = async (value: string) => (await stack.store.sessions.find(value)) !== undefined

  it('ends the sessions here that came of that one, with a row in the journal, and no others', async () => {
    const app = stack.consoleAt({})
    const [here, elsewhere] = [stack.person(app), stack.person(app)]
    for (const browser of [here, elsewhere]) await browser.signIn('ada.brandt')
    const unnamed = await stack.store.sessions.create({
      ...{ id: 'ada.brandt', name: 'Ada', email: null, role: 'administrator' },
    })
    const other = await stack.store.sessions.create({ id: 'vera.lindqvist', name: 'Vera', email: null, role: 'viewer' })
    await here.signOutAt(stack.issuer)
    expect(stack.told).toHaveLength(1)
    expect([await lasts(token(here)), await lasts(unnamed), await lasts(token(elsewhere)), await lasts(other)]).toEqual(
      [...[false, false, true, true]],
    )
    const { items } = await stack.store.journal.page({ size: 1 })
    expect(items).toMatchObject([
      {
        action: 'session.end',
        actor: { id: 'ada.brandt' },
        reason: 'The sign-in provider ended it',
        outcome: 'done',
      },
    ])
  })

  it('is taken from the provider’s token once, and from nobody else', async () => {
    const app = stack.consoleAt({})
    const ada = stack.person(app)
    await ada.signIn('ada.brandt')
    await ada.signOutAt(stack.issuer)
    await ada.signIn('ada.brandt')
    const post = async (body: string) => {
      const headers = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'cross-site' }
      const answer = await app.request(`${HTTP}/auth/back-channel-logout`, { method: 'POST', headers, body })
      return [answer.status, await answer.text()]
    }
    const refused = [400, '{"error":"invalid_request"}']
    const [body = ''] = stack.told
    for (const other of [body, '', `${body}&${body}`, 'logout_token=eyJ.eyJ.x', body.slice(0, -4)])
      expect(await post(other)).toEqual(refused)
    expect(await lasts(token(ada))).toBe(true)
    expect(stack.written()).toContain('It came before (jti)')
    expect(stack.written()).not.toContain(body.slice(20, 60))
  })
})

it('signs in by a private key, where the provider knows the console by one', async () => {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true })
  const withKey = await createSignInStack({ clientKeys: { keys: [{ ...(await exportJWK(publicKey)), kid: 'one' }] } })
  try {
    const clientKey = new Secret(await exportPKCS8(privateKey))
    const app = withKey.consoleAt({ setting: { clientKey, clientKeyId: 'one' } })
    const ada = withKey.person(app)
    await ada.signIn('ada.brandt')
    expect((await ada.session()).status).toBe(200)
    const bySecret = withKey.person(withKey.consoleAt({}))
    await bySecret.signIn('ada.brandt')
    expect((await bySecret.session()).status).toBe(401)
  } finally {
    await withKey.close()
  }
})

describe('a session', () => {
  it('in a role that the person has no more ends when they sign in again', async () => {
    const user = { id: 'vera.lindqvist', name: 'Vera', email: null } as const
    const { sessions } = stack.store
    const before = await sessions.create({ ...user, role: 'administrator' })
    const same = await sessions.create({ ...user, role: 'viewer' })
    const other = await sessions.create({ ...user, id: 'somebody', role: 'administrator' })
    await stack.person(stack.consoleAt({})).signIn('vera.lindqvist')
    const ends = [await sessions.find(before), await sessions.find(same), await sessions.find(other)]
    expect(ends.map((session) => session?.role)).toEqual([undefined, 'viewer', 'administrator'])
  })

  it('ends eight hours after sign-in, however busy', async () => {
    const ada = stack.person(stack.consoleAt({}))
    await ada.signIn('ada.brandt')
    const statuses: number[] = []
    for (let spent = 0; spent < 8 * 60; spent += 30) {
      statuses.push((await ada.session()).status)
      stack.clock.now += 30 * MINUTE
    }
    expect([new Set(statuses), (await ada.session()).status]).toEqual([new Set([200]), 401])
  })

  it('ends one hour after its last use', async () => {
    const ada = stack.person(stack.consoleAt({}))
    await ada.signIn('ada.brandt')
    stack.clock.now += 60 * MINUTE - 1
    expect((await ada.session()).status).toBe(200)
    stack.clock.now += 60 * MINUTE
    const answer = await ada.session()
    expect([answer.status, await answer.json()]).toMatchObject([401, { code: 'signed_out' }])
  })
})

it('writes no secret, token, code or name into a log, and no secret or token into an answer', async () => {
  const ada = stack.person(stack.consoleAt({}))
  await ada.signIn('ada.brandt')
  await ada.session()
  await ada.signOut()
  await ada.signIn('ada.brandt')
  const token = ada.cookies()['console-session'] ?? 'missing'
  expect(stack.written()).toContain('"route":"/auth/callback"')
  expect(stack.written()).toContain('"user":"ada.brandt"')
  for (const hidden of [
    CLIENT_SECRET,
    token,
    'an-upstream-secret',
    'upstream-client-id',
    'eyJ',
    'code=',
    'access_token',
  ]) {
    expect(stack.written()).not.toContain(hidden)
  }
  const lines = stack
    .written()
    .split('\n')
    .filter((line) => line.includes('"level"'))
    .join('\n')
  expect(lines).not.toMatch(/Ada|tavelund|\?/)
})
