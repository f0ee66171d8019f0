import { addSubscription } from './data.ts'
import { expect, test } from './test.ts'

test.use({ setting: { subscriptions: 0, events: 0 }, refusals: [503] })

test('failed, loading, nothing yet and something are four different screens', async ({ page, product, signIn }) => {
  const { faults } = product.sandbox.state
  const onList = { path: '/webhooks/subscriptions' }
  await signIn('Viewer', '/staging/subscriptions')
  faults.add({ ...onList, fault: { does: 'status', status: 500 } })
  const status = async () => (await page.request.get('/api/environments/staging/subscriptions')).status()
  await expect.poll(status, { message: 'what was read before lasts for ten seconds' }).toBe(503)
  await page.reload()
  await expect(page.getByRole('alert')).toContainText('The API is not available at the moment')

  faults.clear()
  faults.add({ ...onList, fault: { does: 'delay', milliseconds: 3000 } })
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Loading' })).toBeAttached()
  await expect(page.getByRole('alert')).toBeHidden()
  await expect(page.getByRole('heading', { name: 'Staging has no subscriptions yet' })).toBeVisible()
  await expect(page.getByRole('searchbox')).toBeHidden()

  faults.clear()
  const customerId = product.sandbox.customers[1]?.customerId ?? ''
  const { title, subscriptionId } = addSubscription(product, { customerId })
  await page.request.get(`/api/environments/staging/subscriptions/${subscriptionId}`)
  await page.reload()
  await expect(page.getByRole('link', { name: title, exact: true })).toBeVisible()
})
