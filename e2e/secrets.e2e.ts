import type { BrowserContext, Page } from '@playwright/test'
import { addEvent, addSubscription, eventPathOf, listenerOf, pathOf } from './data.ts'
import { expect, type Product, test } from './test.ts'

// A console of its own: a token that never helped is not replaced for 10 s, which the next file would meet.
test.use({ refusals: [403, 502, 503], setting: {} })

/** Everything the browser was sent or told from now on: addresses, headers, bodies. */
const recordAll = (context: BrowserContext) => {
  const seen: Promise<string>[] = []
  context.on('response', (response) => {
    // A stream has no end to wait for; it says of runs what their pages say as well.
    const streams = response.headers()['content-type']?.startsWith('text/event-stream')
    const body = streams
      ? ''
      : response.body().then(
          (bytes) => bytes.toString(),
          () => '', // a redirect has none
        )
    const headers = response.allHeaders().then((all) => JSON.stringify(all))
    seen.push(Promise.all([headers, body]).then((parts) => [response.url(), ...parts].join('\n')))
  })
  return () => Promise.all(seen)
}

/** Returns the secrets between console and API for each environment: client secret, Basic value, tokens. */
const confidencesOf = ({ sandbox: { customers, state } }: Product): string[][] =>
  customers.map(({ customerId, clientId, clientSecret }) => [
    clientSecret,
    Buffer.from(`${clientId}:${clientSecret}`).toString('base64'),
    ...state.tokens
      .all()
      .filter((token) => token.customerId === customerId)
      .map(({ token }) => token),
  ])

const keptBy = (page: Page) => page.evaluate(() => JSON.stringify([localStorage, sessionStorage, document.cookie]))

test('no secret and no access token ever reaches the browser or the log', async ({
  page,
  context,
  product,
  signIn,
}) => {
  const everything = recordAll(context)
  const secrets = new Set(product.secrets)
  const note = () => {
    for (const secret of confidencesOf(product).flat()) secrets.add(secret)
  }
  const subscription = addSubscription(product)
  const event = addEvent(product, subscription)
  const { faults, tokens } = product.sandbox.state

  await signIn('Administrator', pathOf(subscription))
  await page.getByRole('switch', { name: `Enabled: ${subscription.title}` }).click()
  await page.getByRole('button', { name: 'Disable and keep recording' }).click()
  await expect(page.getByRole('switch', { name: `Enabled: ${subscription.title}` })).not.toBeChecked()
  await page.getByRole('switch', { name: `Enabled: ${subscription.title}` }).click()
  await page.getByRole('button', { name: 'Enable', exact: true }).click()
  await expect(page.getByRole('switch', { name: `Enabled: ${subscription.title}` })).toBeChecked()
  await page.goto(`${pathOf(subscription)}/settings`)
  await expect(page.getByRole('main')).toContainText('$ACCESS_TOKEN')
  await page.goto(eventPathOf(event))
  await page.getByRole('button', { name: 'Redeliver', exact: true }).click()
  await page
    .getByRole('dialog', { name: 'Redeliver this event?' })
    .getByRole('button', { name: 'Redeliver', exact: true })
    .click()
  await expect.poll(() => product.sandbox.state.listeners.received(listenerOf(subscription))).toHaveLength(1)
  await page.goto('/production/journal?scope=everywhere')
  await expect(page.getByRole('table', { name: 'Journal' })).toBeVisible()
  await page.goto('/staging/subscriptions')
  await expect(page.getByRole('table', { name: 'Subscriptions' })).toBeVisible()

  note()
  expect(secrets.size, 'two tokens at least, beside what was configured').toBeGreaterThanOrEqual(3 + 2 + 2)
  for (const [method, path, status] of [
    ['GET', '/webhooks', 403],
    ['GET', '/webhooks', 500],
    ['POST', '/login/token', 401],
  ] as const) {
    // An upstream that quotes what it was sent must not be quoted further.
    const rule = faults.add({
      method,
      path,
      fault: { does: 'status', status, details: confidencesOf(product)[0]?.join(' ') ?? '' },
    })
    if (method === 'POST') tokens.revoke()
    await page.goto(pathOf(addSubscription(product)))
    await expect(page.getByRole('alert').first()).toBeVisible()
    note()
    faults.remove(rule.id)
  }

  const told = [...(await everything()), await keptBy(page), JSON.stringify(await context.cookies()), ...product.log]
  for (const secret of secrets) expect(told.filter((text) => text.includes(secret))).toEqual([])
})

test('the session cookie is out of reach of scripts and of other sites', async ({ page, context, signIn }) => {
  await signIn('Viewer')
  const cookies = await context.cookies(page.url())
  expect(cookies.map(({ name }) => name)).toEqual(['console-session'])
  expect(cookies[0]).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/', expires: -1 })
  expect(cookies[0]?.value).toMatch(/^[\w-]{43}$/)
  expect(await page.evaluate(() => document.cookie)).toBe('')
})
