import type { Fault } from '../src/sandbox/state/faults.ts'
import { addSubscription, pathOf } from './data.ts'
import { expect, test } from './test.ts'

interface Trouble {
  name: string
  fault: Fault
  /** The badge of the refusal on screen; its title and remedy stand beside it. */
  word: string
  title: string
  remedy: string | RegExp
}

const TROUBLES: Trouble[] = [
  {
    name: 'down',
    fault: { does: 'status', status: 503 },
    word: 'Identity Cloud unavailable',
    title: 'The API is not available at the moment',
    remedy: 'Try again in a few minutes.',
  },
  {
    name: 'unreachable',
    fault: { does: 'reset' },
    word: 'Identity Cloud unreachable',
    title: 'The connection to the API broke off',
    remedy: 'Try again in a moment.',
  },
  {
    name: 'slower than 10 seconds',
    fault: { does: 'delay', milliseconds: 20_000 },
    word: 'Too slow',
    title: 'The API took longer than 10 seconds',
    remedy: 'Try again in a moment. If it stays slow, tell the people who run the console.',
  },
  {
    name: 'forbidding',
    fault: { does: 'status', status: 403 },
    word: 'Identity Cloud forbids it',
    title: 'The API does not let the console do this',
    remedy: 'Ask the people who run the console to check what its client may do in this environment.',
  },
  {
    name: 'rate-limiting',
    fault: { does: 'too-many-requests', retryAfter: 17 },
    word: 'Rate limit',
    title: 'The API has had too many requests',
    remedy: 'Try again in 17 seconds.',
  },
  {
    name: 'answering broken JSON',
    fault: { does: 'broken-json' },
    word: 'Unreadable answer',
    title: 'The answer of the API cannot be read',
    remedy: 'If it happens again, tell the people who run the console: its connection check has a report.',
  },
]

// A console of its own: a token that never helped is not replaced for 10 s, which the next file would meet.
test.use({ refusals: [429, 502, 503, 504], setting: {} })

for (const { name, fault, word, title, remedy } of TROUBLES) {
  test(`an API that is ${name} has words of its own, a retry and a request id`, async ({ page, product, signIn }) => {
    const { faults } = product.sandbox.state
    await signIn('Viewer')
    faults.add({ path: '/webhooks/subscriptions', fault })
    const subscription = addSubscription(product) // new, so it has to be asked for
    await page.goto(pathOf(subscription))
    const alert = page.getByRole('alert')
    await expect(alert).toContainText(word, { timeout: 30_000 })
    await expect(alert.getByRole('heading', { name: title })).toBeVisible()
    await expect(alert).toContainText(remedy)
    await expect(alert.getByRole('button', { name: 'Copy request id' })).toBeVisible()
    const shown = await alert.getByText(/^Request /).textContent()
    const [start = '-', end = '-'] = /Request (\w+)…(\w+)/.exec(shown ?? '')?.slice(1) ?? []
    expect(product.log.some((line) => new RegExp(`"${start}[^"]*${end}"`).test(line))).toBe(true)

    faults.clear()
    await alert.getByRole('button', { name: 'Try again' }).click()
    await expect(page.getByRole('heading', { level: 1, name: subscription.title })).toBeVisible()
    await expect(alert).toBeHidden()
  })
}

test('credentials that are refused are told apart from a lack of rights', async ({ page, product, signIn }) => {
  const { faults, tokens } = product.sandbox.state
  await signIn('Viewer')
  faults.add({ method: 'POST', path: '/login/token', fault: { does: 'status', status: 401 } })
  tokens.revoke()
  const subscription = addSubscription(product)
  await page.goto(pathOf(subscription))
  const alert = page.getByRole('alert')
  await expect(alert).toContainText('The API does not accept the credentials of the console')
  await expect(alert).toContainText('check clientId, clientSecret and customerId')
  faults.clear()
  await alert.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('heading', { level: 1, name: subscription.title })).toBeVisible()
})

test('a token that was revoked is renewed, and nobody notices', async ({ page, product, signIn }) => {
  await signIn('Viewer')
  product.sandbox.state.tokens.revoke()
  const subscription = addSubscription(product)
  await page.goto(pathOf(subscription))
  await expect(page.getByRole('heading', { level: 1, name: subscription.title })).toBeVisible()
})
