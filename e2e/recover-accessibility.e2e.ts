import { addEvent, addSubscription, learn, listenerOf, pathOf } from './data.ts'
import { expect, expectAccessibleAtRest, test } from './test.ts'

// A minute between two calls: a run stays as it is while it is looked at.
test.use({ setting: { timeScale: 1, subscriptions: 0, events: 0 } })

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [width, height] of [
    [1440, 900],
    [390, 844],
  ] as const) {
    test(`nothing is wrong with any page of recovering, ${colorScheme}, ${width} wide`, async ({
      page,
      product,
      signIn,
    }) => {
      test.slow()
      const subscription = addSubscription(product)
      product.sandbox.state.listeners.set(listenerOf(subscription), { does: 'accept' })
      for (let number = 0; number < 3; number++) addEvent(product, subscription)
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.setViewportSize({ width, height })
      await signIn('Administrator')
      await learn(page, subscription)

      await page.goto(`${pathOf(subscription)}/exports`)
      await expect(page.getByRole('button', { name: /^Start export/ })).toBeVisible()
      await expectAccessibleAtRest(page)
      await page.goto('/production/exports')
      await expect(page.getByRole('table', { name: 'Subscriptions with failed events' })).toBeVisible()
      await expectAccessibleAtRest(page)
      await page.goto('/production/failed-events?view=causes')
      await expect(page.getByRole('table', { name: 'Failed events by cause' })).toBeVisible()
      await expectAccessibleAtRest(page)

      await page.goto(`${pathOf(subscription)}/failed-events`)
      await page.getByRole('grid', { name: 'Failed events' }).getByRole('row').nth(1).focus()
      await page.keyboard.press('Control+a')
      await expectAccessibleAtRest(page)
      await page.getByRole('button', { name: 'Redeliver 3…' }).click()
      const start = page.getByRole('button', { name: /^Start: first call now/ })
      await expect(start).toBeEnabled()
      await page.keyboard.press('End') // or the bar at the foot covers half of what happens to be behind it
      await expectAccessibleAtRest(page)
      await start.click()
      await expect(page.getByRole('region', { name: 'Progress' })).toBeVisible()
      await expectAccessibleAtRest(page)
      await page.getByRole('button', { name: 'Cancel…' }).click()
      await expect(page.getByRole('dialog')).toBeVisible()
      await expectAccessibleAtRest(page)
      await page.goto('/production/runs')
      await expect(
        page
          .getByRole('main')
          .getByRole('link', { name: /events|Night shift/ })
          .first(),
      ).toBeVisible()
      await expectAccessibleAtRest(page)
    })
  }
}
