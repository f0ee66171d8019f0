import { addEvent, addSubscription, eventPathOf, learn, pathOf } from './data.ts'
import { expect, expectAccessibleInBothSchemes, test } from './test.ts'

test.use({ refusals: [503] })

for (const [width, height] of [
  [1440, 900],
  [390, 844],
] as const) {
  test(`nothing is wrong with any page or dialog, ${width} wide`, async ({ page, product, signIn }) => {
    const subscription = addSubscription(product)
    const event = addEvent(product, subscription)
    await page.setViewportSize({ width, height })
    await page.goto('/')
    await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible()
    await expectAccessibleInBothSchemes(page)
    await signIn('Administrator')
    await learn(page, subscription)
    await page.goto('/production/subscriptions')
    await expect(page.getByRole('table', { name: 'Subscriptions' }).getByRole('rowheader').first()).toBeVisible()
    await expectAccessibleInBothSchemes(page)
    await page
      .getByRole('switch', { name: /^Enabled/, checked: true })
      .first()
      .click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await expectAccessibleInBothSchemes(page)
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+k')
    await expect(page.getByRole('dialog', { name: 'Go to' }).getByRole('option').first()).toBeVisible()
    await expectAccessibleInBothSchemes(page)
    await page.goto('/production/subscriptions?q=nothing-has-this-name')
    await expect(page.getByRole('heading', { name: 'No subscriptions match' })).toBeVisible()
    await expectAccessibleInBothSchemes(page)
    await page.goto(`${pathOf(subscription)}/settings`)
    await expect(page.getByRole('heading', { name: 'As JSON' })).toBeVisible()
    await expectAccessibleInBothSchemes(page)
    await page.goto(pathOf(subscription))
    await expect(page.getByRole('table', { name: 'Events' }).getByRole('rowheader')).toHaveCount(1)
    await expectAccessibleInBothSchemes(page)
    await page.goto(eventPathOf(event))
    await expect(page.getByRole('dialog', { name: 'Event', exact: true })).toContainText('Signature verified')
    await expectAccessibleInBothSchemes(page)
    await page.getByRole('button', { name: 'Redeliver', exact: true }).click()
    await expect(page.getByRole('dialog', { name: 'Redeliver this event?' })).toBeVisible()
    await expectAccessibleInBothSchemes(page)
    await page.goto('/production/journal?scope=everywhere')
    await page
      .getByRole('button', { name: /^Details: Signed in/ })
      .first()
      .click()
    await expectAccessibleInBothSchemes(page)
    product.sandbox.variants.turnOn('no-total')
    await page.getByRole('button', { name: /^Environment:/ }).click()
    await page.getByRole('menuitem', { name: 'Connection check' }).click()
    await page.getByRole('button', { name: 'Check now' }).click()
    await expect(page.getByRole('table', { name: 'Answers' })).toBeVisible()
    await expect(page.getByRole('table', { name: 'Differences' })).toBeVisible()
    await expectAccessibleInBothSchemes(page)
    product.sandbox.variants.turnOff('no-total')
    await page.goto('/production/nowhere')
    await expect(page.getByRole('heading', { level: 1, name: 'No such page' })).toBeVisible()
    await expectAccessibleInBothSchemes(page)
  })
}

test('nothing is wrong with a page that could not be loaded', async ({ page, product, signIn }) => {
  await signIn('Viewer')
  product.sandbox.state.faults.add({ path: '/webhooks', fault: { does: 'status', status: 500 } })
  await page.goto(pathOf(addSubscription(product)))
  await expect(page.getByRole('alert')).toBeVisible()
  await expectAccessibleInBothSchemes(page)
})
