import { addSubscription } from './data.ts'
import { expect, test } from './test.ts'

// Without a scope that its client may have, the console has never read a list yet: a list that it has it would show.
test.use({ setting: { subscriptions: 0, events: 0, allowedScopes: [] }, refusals: [502] })

test('failed, loading, nothing yet and something are four different screens', async ({ page, product, signIn }) => {
  const { state, options } = product.sandbox
  await signIn('Viewer', '/staging/subscriptions')
  await expect(page.getByRole('alert')).toContainText('The API does not accept the credentials of the console')

  options.allowedScopes.push('*:webhooks/**')
  state.faults.add({ path: '/webhooks/subscriptions', fault: { does: 'delay', milliseconds: 6000 } })
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Loading' })).toBeAttached()
  await expect(page.getByRole('alert')).toBeHidden()
  await expect(page.getByRole('heading', { name: 'Staging has no subscriptions yet' })).toBeVisible()
  await expect(page.getByRole('searchbox')).toBeHidden()

  state.faults.clear()
  const customerId = product.sandbox.customers[1]?.customerId ?? ''
  const { title, subscriptionId } = addSubscription(product, { customerId })
  await page.request.get(`/api/environments/staging/subscriptions/${subscriptionId}`)
  await page.reload()
  await expect(page.getByRole('link', { name: title, exact: true })).toBeVisible()
})
