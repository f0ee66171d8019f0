import { addEvent, addSubscription, learn, listenerOf, pathOf } from './data.ts'
import { expect, expectAccessibleInBothSchemes, test } from './test.ts'

// Ten minutes between two calls: a run stays as it is while it is looked at.
test.use({ setting: { timeScale: 0.1, subscriptions: 0, events: 0 } })

for (const [width, height] of [
  [1440, 900],
  [390, 844],
] as const) {
  test(`nothing is wrong with any page of recovering, ${width} wide`, async ({ page, product, signIn }) => {
    const subscription = addSubscription(product)
    product.sandbox.state.listeners.set(listenerOf(subscription), { does: 'accept' })
    for (let number = 0; number < 3; number++) addEvent(product, subscription)
    await page.setViewportSize({ width, height })
    await signIn('Administrator')
    await learn(page, subscription)

    await page.goto(`${pathOf(subscription)}/exports`)
    await expect(page.getByRole('button', { name: /^Start export/ })).toBeVisible()
    await expectAccessibleInBothSchemes(page)
    await page.goto('/production/exports')
    await expect(page.getByRole('table', { name: 'Subscriptions with failed events' })).toBeVisible()
    await expectAccessibleInBothSchemes(page)
    await page.goto('/production/failed-events?view=causes')
    await expect(page.getByRole('table', { name: 'Failed events by cause' })).toBeVisible()
    await expectAccessibleInBothSchemes(page)

    await page.goto(`${pathOf(subscription)}/failed-events`)
    await page.getByRole('grid', { name: 'Failed events' }).getByRole('row').nth(1).focus()
    await page.keyboard.press('Control+a')
    await expectAccessibleInBothSchemes(page)
    await page.getByRole('button', { name: 'Redeliver 3…' }).click()
    const start = page.getByRole('button', { name: /^Start: first call now/ })
    await expect(start).toBeEnabled()
    await page.keyboard.press('End') // or the bar at the foot covers half of what happens to be behind it
    await expectAccessibleInBothSchemes(page)
    await start.click()
    await expect(page.getByRole('region', { name: 'Progress' })).toBeVisible()
    await expectAccessibleInBothSchemes(page)
    await page.getByRole('button', { name: 'Cancel…' }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await expectAccessibleInBothSchemes(page)
    await page.goto('/production/runs')
    await expect(
      page
        .getByRole('main')
        .getByRole('link', { name: /events|Night shift/ })
        .first(),
    ).toBeVisible()
    await expectAccessibleInBothSchemes(page)
  })
}
