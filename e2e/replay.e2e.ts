import { addEvent, addSubscription, eventPathOf, listenerOf } from './data.ts'
import { expect, test } from './test.ts'

test('a stored token is posted to its listener, and Identity Cloud goes on listing the event as failed', async ({
  page,
  product,
  signIn,
}) => {
  const subscription = addSubscription(product)
  const event = addEvent(product, subscription)
  const { listeners, events } = product.sandbox.state
  listeners.set(listenerOf(subscription), { does: 'accept' })
  await signIn('Operator', eventPathOf(event))
  const drawer = page.getByRole('dialog', { name: 'Event', exact: true })
  await drawer.getByRole('button', { name: 'Replay directly…' }).click()
  const question = page.getByRole('dialog', { name: 'Post the stored token directly?' })
  await expect(question).toContainText('Identity Cloud does not learn of it')
  await question.getByRole('button', { name: 'Post it now' }).click()
  // The notice says what is known within two seconds; the region that is read aloud says it once.
  const told = page.getByRole('status').filter({ hasText: /The listener accepted it \(200\)|not known yet/ })
  await expect(told).toHaveCount(1)
  const received = () => listeners.received(listenerOf(subscription)).map(({ payload }) => payload)
  await expect.poll(received).toEqual([events.get(event.id)?.payload])
  expect(events.get(event.id)?.state).toBe('failure')
  await expect(drawer).toContainText('Failed')

  await page.goto('/production/runs?show=singles')
  await page.getByRole('link', { name: subscription.title }).click()
  await expect(page.getByRole('main').getByText('The listener accepted it (200)')).toBeVisible()
})
