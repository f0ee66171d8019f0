import { afterEach, beforeEach, expect, it } from 'vitest'
import { createProxyFixture, type ProxyFixture } from '../../testing/proxy-fixture.ts'

let fixture: ProxyFixture
beforeEach(async () => {
  fixture = await createProxyFixture()
})
afterEach(() => fixture.close())

/** Has the API tell a time that is so many milliseconds ahead of the console's. */
const apiIsAhead = (milliseconds: number) => {
  const { sandbox, clock } = fixture
  const asked = sandbox.fetch
  sandbox.fetch = async (request) => {
    const answer = await asked(request)
    const headers = new Headers(answer.headers)
    headers.set('date', new Date(clock.now() + milliseconds).toUTCString())
    return new Response(answer.body, { status: answer.status, headers })
  }
}
const ask = async () => {
  const subscription = fixture.subscription()
  const path = `/api/environments/production/subscriptions/${subscription.subscriptionId}`
  for (let call = 0; call < 4; call++) await fixture.as('viewer', 'GET', path)
  for (let call = 0; call < 4; call++) await fixture.as('viewer', 'GET', `${path}/exports`)
  const ready = await fixture.as(undefined, 'GET', '/readyz')
  return { troubles: (await fixture.as('viewer', 'GET', '/api/status')).body.troubles, ready }
}

it.each([
  [3_600_000, /clock is 60 minutes behind that of Identity Cloud \(production\)/],
  [-3_600_000, /clock is 60 minutes ahead of that of Identity Cloud \(production\)/],
])('tells when the clock of the API is off by %i ms, and serves all the same', async (ahead, title) => {
  apiIsAhead(ahead)
  const { troubles, ready } = await ask()
  expect(troubles).toMatchObject([{ code: 'clock', title: expect.stringMatching(title) }])
  expect(ready).toMatchObject({ status: 200, body: { ready: true, problems: [expect.stringMatching(title)] } })
})

it('says nothing of clocks that differ by less than a minute', async () => {
  apiIsAhead(50_000)
  expect(await ask()).toMatchObject({ troubles: [], ready: { body: { problems: [] } } })
})
