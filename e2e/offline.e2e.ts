import { addSubscription, pathOf } from './data.ts'
import { expect, test } from './test.ts'

test.use({ refusals: [0] })

test('a switch clicked without network fails at once, is never sent later, and the page reads again', async ({
  page,
  context,
  product,
  signIn,
}) => {
  const subscription = addSubscription(product)
  const isOn = () => product.sandbox.state.subscriptions.get(subscription.subscriptionId)?.enabled
  await signIn('Operator', pathOf(subscription))
  const enabled = page.getByRole('switch', { name: `Enabled: ${subscription.title}` })
  await enabled.click()
  const off = page.getByRole('dialog', { name: `Disable ${subscription.title}?` })
  // The dialog is loaded when it is first asked for: the network goes once it is there.
  const confirm = off.getByRole('button', { name: 'Disable and keep recording' })
  await expect(confirm).toBeVisible()
  await context.setOffline(true)
  await confirm.click()
  await expect(off.getByRole('alert')).toContainText('This browser is offline: nothing was sent')
  await page.keyboard.press('Escape')
  await expect(off).toBeHidden()
  await expect(enabled).toBeChecked()
  const lost = page.getByRole('alert').filter({ hasText: 'What you see was read' })
  await expect(lost).toContainText(/What you see was read today .* or before/)

  const read = page.waitForResponse((response) => response.url().includes(subscription.subscriptionId) && response.ok())
  await context.setOffline(false)
  await read
  await expect(lost).toBeHidden()
  await expect(enabled).toBeChecked()
  expect(isOn()).toBe(true)
})
