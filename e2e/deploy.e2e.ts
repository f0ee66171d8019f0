import { addEvent, addSubscription, learn, pathOf } from './data.ts'
import { startRun } from './run.ts'
import { expect, test } from './test.ts'

test.describe('an update while a form is open', () => {
  test.use({ refusals: [404] })

  test('costs nothing that was typed, is told, and the page goes on after a reload', async ({
    page,
    product: { front },
    signIn,
  }) => {
    await page.clock.install()
    await signIn('Administrator', '/production/subscriptions/new')
    await page.getByRole('textbox', { name: 'Title' }).fill('Typed before the update')
    await page.getByRole('textbox', { name: 'Endpoint' }).fill('https://typed.listener.example/hooks')

    front.gone = /^\/assets\//
    await page.getByRole('button', { name: 'Create subscription…' }).click()
    const missing = page.getByRole('alert').filter({ hasText: 'A part of this page could not be loaded' })
    await page.clock.runFor(2_000)
    await expect(missing).toBeVisible()
    await page.keyboard.press('Control+k')
    await page.clock.runFor(2_000)
    await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue('Typed before the update')

    front.build = 'the next one'
    for (const seconds of [31, 61]) {
      const told = page.waitForResponse((answer) => answer.url().endsWith('/api/status'))
      await page.clock.runFor(seconds * 1000)
      await told
    }
    await expect(page.getByText('A new version of the console is there.').first()).toBeVisible()

    front.gone = undefined
    front.build = undefined
    await missing.getByRole('button', { name: 'Reload' }).click()
    await expect(page.getByText('This is what you typed before the page was reloaded.')).toBeVisible()
    await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue('Typed before the update')
    await page.getByRole('button', { name: 'Create subscription…' }).click()
    await expect(page.getByRole('dialog', { name: 'Create Typed before the update?' })).toBeVisible()
  })
})

test('a stream that gets stuck after its first bytes leaves no run at “Running”', async ({ page, product, signIn }) => {
  const subscription = addSubscription(product, { enabled: false })
  const events = [addEvent(product, subscription), addEvent(product, subscription)]
  await page.clock.install()
  await signIn('Operator')
  const run = await startRun(page, product, events, { name: 'Behind a stuck stream' })
  product.front.stuck = true
  const first = page.waitForResponse((answer) => answer.url().endsWith('/live'))
  await page.goto(run)
  await first
  const progress = page.getByRole('region', { name: 'Progress' })
  await expect(progress).toBeVisible()
  const cancelled = await page.request.post(`/api/environments/production${run.replace('/production', '')}/cancel`, {
    headers: { 'x-console': '1', origin: product.url, 'sec-fetch-site': 'same-origin' },
    data: {},
  })
  expect(cancelled.ok()).toBe(true)
  await page.clock.runFor(32_000)
  await expect(progress).toContainText('Cancelled')
})

test('a reload keeps the choices of a run that is being planned', async ({ page, product, signIn }) => {
  const subscription = addSubscription(product)
  addEvent(product, subscription)
  await signIn('Operator')
  await learn(page, subscription)
  await page.goto(`${pathOf(subscription)}/failed-events`)
  await page.getByRole('grid', { name: 'Failed events' }).getByRole('row').nth(1).focus()
  await page.keyboard.press('Control+a')
  await page.getByRole('button', { name: 'Redeliver 1…' }).click()
  const name = page.getByRole('textbox', { name: 'Name' })
  await name.fill('Typed before the reload')
  await page.reload()
  await expect(name).toHaveValue('Typed before the reload')
})
