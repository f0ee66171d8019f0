import { randomUUID } from 'node:crypto'
import { expect, type Product, test } from './test.ts'

const CLAIMS = { application: 'zzyn9gy9r8xdy5zkru4y54syk6', client: 'elrrniux51a3nrhfwzklvz3t46lb5n2m' }

/** A subscription of the production environment whose listener is down from the start. */
const withListenerDown = ({ sandbox }: Product, title: string) => {
  const name = `listener-${randomUUID().slice(0, 8)}`
  const customer = sandbox.customers[0]
  if (!customer) throw new Error('The sandbox has no customer')
  sandbox.state.listeners.set(name, { does: 'status', status: 503 })
  const at = sandbox.stamp()
  sandbox.state.subscriptions.add({
    subscriptionId: randomUUID(),
    customerId: customer.customerId,
    createdAt: at,
    updatedAt: at,
    title,
    endpoint: `https://${name}.listener.example/hooks`,
    events: ['entityUpdated'],
    enabled: true,
  })
  return { name, customer }
}

test('an event that failed while its listener was down is found, explained, redelivered and received', async ({
  page,
  product,
  signIn,
}) => {
  const title = `Night shift ${randomUUID().slice(0, 8)}`
  const { name, customer } = withListenerDown(product, title)
  const { listeners, events } = product.sandbox.state
  product.sandbox.happen({ customer: customer.customerId, type: 'entityUpdated', attributes: ['email'], ...CLAIMS })
  const [received] = await expect
    .poll(() => listeners.received(name), { message: 'the ladder has six attempts' })
    .toHaveLength(6)
    .then(() => listeners.received(name))
  const failed = () => events.all().find(({ payload }) => payload === received?.payload)
  await expect.poll(() => failed()?.state).toBe('failure')

  await signIn('Operator', '/production/subscriptions')
  await page.getByRole('searchbox', { name: /search/i }).fill(title)
  await page.getByRole('table', { name: 'Subscriptions' }).getByRole('link', { name: title, exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()

  const row = page.getByRole('table', { name: 'Events' }).getByRole('row').filter({ hasText: 'email' })
  await expect(row).toContainText('503')
  await row.getByRole('link').first().click()
  const drawer = page.getByRole('dialog', { name: 'Event', exact: true })
  await expect(drawer).toContainText('Failed')
  await expect(drawer).toContainText('503')
  await expect(drawer).toContainText(/signature/i)

  listeners.set(name, { does: 'accept' })
  await drawer.getByRole('button', { name: 'Redeliver', exact: true }).click()
  const confirm = page.getByRole('dialog', { name: 'Redeliver this event?' })
  await confirm.getByRole('button', { name: 'Redeliver', exact: true }).click()
  await expect(drawer).toContainText('Delivered')
  expect(listeners.received(name)).toHaveLength(7)
  expect(listeners.received(name).at(-1)).toMatchObject({ jti: received?.jti, answer: { statusCode: 200 } })
})
