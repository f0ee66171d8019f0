import { addEvent, addSubscription, eventPathOf, learn, listenerOf } from './data.ts'
import { tabTo } from './tab-to.ts'
import { expect, test } from './test.ts'

test('the main job takes no pointer', async ({ page, product }) => {
  const subscription = addSubscription(product)
  addEvent(product, subscription, { attributes: ['email'] })
  const { keyboard } = page

  await page.goto('/production/subscriptions')
  await tabTo(page, page.getByRole('link', { name: 'Sign in' }))
  await keyboard.press('Enter')
  await tabTo(page, page.getByRole('button', { name: 'Operator' }))
  await keyboard.press('Enter')
  await expect(page.getByRole('table', { name: 'Subscriptions' })).toBeVisible()
  await learn(page, subscription)

  await keyboard.press('Control+k')
  const palette = page.getByRole('dialog', { name: 'Go to' })
  await expect(palette.getByLabel('Go to a subscription, a page, a setting')).toBeFocused()
  await keyboard.type(subscription.title)
  // Enter takes another one while only a part of the title is searched.
  await expect(palette.getByRole('option').first()).toContainText(subscription.title)
  await keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: subscription.title })).toBeFocused()

  const row = page.getByRole('table', { name: 'Events' }).getByRole('link', { name: 'Updated' })
  await tabTo(page, row)
  await keyboard.press('Enter')
  const drawer = page.getByRole('dialog', { name: 'Event', exact: true })
  const redeliver = drawer.getByRole('button', { name: 'Redeliver', exact: true })
  await tabTo(page, redeliver)
  await keyboard.press('Enter')
  const question = page.getByRole('dialog', { name: 'Redeliver this event?' })
  await expect(question).toBeVisible()
  await keyboard.press('Escape')
  await expect(question).toBeHidden()
  await expect(redeliver).toBeFocused()
  await keyboard.press('Enter')
  await tabTo(page, question.getByRole('button', { name: 'Redeliver', exact: true }))
  await keyboard.press('Enter')
  await expect(drawer).toContainText('Delivered')
  expect(product.sandbox.state.listeners.received(listenerOf(subscription))).toHaveLength(1)

  await keyboard.press('Escape')
  await expect(drawer).toBeHidden()
  await expect(row).toBeFocused()
})

test('Escape closes what lies on top, however soon it comes', async ({ page, product, signIn }) => {
  const subscription = addSubscription(product)
  const event = addEvent(product, subscription)
  await signIn('Operator', eventPathOf(event))
  const { keyboard } = page
  const drawer = page.getByRole('dialog', { name: 'Event', exact: true })
  const redeliver = drawer.getByRole('button', { name: 'Redeliver', exact: true })
  const question = page.getByRole('dialog', { name: 'Redeliver this event?' })

  await redeliver.focus()
  await keyboard.press('Enter')
  await question.waitFor({ state: 'attached' })
  await keyboard.press('Escape')
  await expect(question).toBeHidden()
  await expect(redeliver).toBeFocused()

  await keyboard.press('Enter')
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeVisible()
  await keyboard.press('Escape')
  await keyboard.press('Escape') // the question is still fading
  await expect(drawer).toBeHidden()
})
