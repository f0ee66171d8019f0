import { addEvent, addSubscription, learn, listenerOf, unique } from './data.ts'
import { startRun } from './run.ts'
import { expect, expectAccessibleInBothSchemes, type Product, test } from './test.ts'

// A minute between two calls: a run stays as it is while it is looked at.
test.use({ setting: { timeScale: 1, subscriptions: 0, events: 0 } })

const three = (product: Product, differs: Parameters<typeof addSubscription>[1] = {}) => {
  const subscription = addSubscription(product, differs)
  product.sandbox.state.listeners.set(listenerOf(subscription), { does: 'status', status: 503 })
  return { subscription, events: [1, 2, 3].map(() => addEvent(product, subscription)) }
}

for (const [width, height] of [
  [1440, 900],
  [390, 844],
] as const) {
  test(`nothing is wrong with a run that does not go on, ${width} wide`, async ({ page, product, signIn }) => {
    const on = three(product)
    const off = three(product, { enabled: false })
    const other = three(product)
    await page.setViewportSize({ width, height })
    await signIn('Administrator')
    for (const { subscription } of [on, off, other]) await learn(page, subscription)
    const [waits, stops] = [unique('Waits'), unique('Stops')]
    const progress = page.getByRole('region', { name: 'Progress' })

    const events = [...on.events, ...off.events]
    await page.goto(await startRun(page, product, events, { name: waits, options: { stopAfter: 5 } }))
    await expect(page.getByRole('row', { name: /^Night shift/ }).filter({ hasText: 'is off' })).toBeVisible()
    await expect(progress).toContainText('do not go on by themselves')
    await expectAccessibleInBothSchemes(page)

    await page.getByRole('button', { name: 'Pause', exact: true }).click()
    await expect(progress).toContainText('Paused by')
    await expectAccessibleInBothSchemes(page)

    await page.goto('/production/runs')
    await expect(page.getByRole('row', { name: waits })).toBeVisible()
    await startRun(page, product, other.events, { name: stops, options: { canary: true } })
    const notice = page.getByText(`Run stopped: ${stops}`, { exact: true })
    await expect(notice).toBeVisible()
    await expect(page.getByRole('row', { name: stops })).toContainText('Stopped')
    await expectAccessibleInBothSchemes(page)
    await page.getByRole('link', { name: 'Show the run' }).click()
    await expect(progress).toContainText('The first event was not delivered: the listener answered 503')
    await expect(page.getByRole('button', { name: 'Resume', exact: true })).toBeVisible()
    await expect(notice).toBeHidden()
    await expectAccessibleInBothSchemes(page)
  })
}
