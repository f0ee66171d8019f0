import type { Page } from '@playwright/test'
import { addEvent, addSubscription, learn, pathOf } from './data.ts'
import { expect, test } from './test.ts'

/** What a translator of pages does: each text gives way to an element of its own, unless that is not wanted. */
const translate = (page: Page) =>
  page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const texts: Text[] = []
    while (walker.nextNode()) texts.push(walker.currentNode as Text)
    for (const text of texts) {
      if (text.data.trim() === '' || text.parentElement?.closest('[translate=no], font, option, script, style'))
        continue
      const font = document.createElement('font')
      font.append(Object.assign(document.createElement('font'), { textContent: text.data }))
      text.replaceWith(font)
    }
  })

test('a translated page changes on, and leaves names and identifiers alone', async ({ page, product, signIn }) => {
  const subscription = addSubscription(product)
  for (let number = 0; number < 3; number++) addEvent(product, subscription)
  await signIn('Operator')
  await learn(page, subscription)
  await page.goto(pathOf(subscription))
  await expect(page.getByRole('heading', { level: 1, name: subscription.title })).toBeVisible()
  await translate(page)
  await expect(page.locator('h1 font')).toHaveCount(0)
  await page.getByRole('link', { name: 'Failed events' }).first().click()
  await translate(page)
  await page.getByRole('link', { name: 'Subscriptions' }).first().click()
  await translate(page)
  await page.goto(`${pathOf(subscription)}/failed-events`)
  const grid = page.getByRole('grid', { name: 'Failed events' })
  await grid.getByRole('row').nth(1).focus()
  await page.keyboard.press('Space')
  await translate(page)
  await page.keyboard.press('Control+a')
  await expect(page.getByRole('button', { name: /^Redeliver 3\s?…$/ })).toBeVisible()
  await translate(page)
  await page.keyboard.press('Escape')
  await expect(page.getByText('Something went wrong')).toHaveCount(0)
  await expect(grid).toBeVisible()
})

test('a clock that is 40 minutes slow, in a browser that keeps nothing, changes no time', async ({ page, signIn }) => {
  await page.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException('Access is denied for this document', 'SecurityError')
        },
      })
    }
  })
  await page.clock.install({ time: Date.now() - 40 * 60_000 })
  await signIn('Viewer', '/production/failed-events')
  await expect(page.getByText(/As of now/).first()).toBeVisible()
  await expect(page.getByText(/in 39 min|in 40 min/)).toHaveCount(0)
})
