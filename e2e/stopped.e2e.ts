import { addEvent, addSubscription, learn, listenerOf, pathOf } from './data.ts'
import { expect, test } from './test.ts'

// A minute is a second here, and the five minutes before the fourth attempt are five seconds.
test.use({ setting: { timeScale: 60, subscriptions: 0, events: 0 } })

test('a run that tries one event first stops by itself while the listener is down, and goes on when it is up', async ({
  page,
  product,
  signIn,
}) => {
  const { state } = product.sandbox
  const subscription = addSubscription(product)
  const listener = listenerOf(subscription)
  state.listeners.set(listener, { does: 'status', status: 503 })
  for (let number = 0; number < 4; number++) addEvent(product, subscription)
  await signIn('Operator')
  await learn(page, subscription)

  await page.goto(`${pathOf(subscription)}/failed-events`)
  await page.getByRole('grid', { name: 'Failed events' }).getByRole('row').nth(1).focus()
  await page.keyboard.press('Control+a')
  await page.getByRole('button', { name: 'Redeliver 4…' }).click()
  await page.getByRole('checkbox', { name: 'Try one event first' }).check()
  await page.getByRole('button', { name: 'Start: one event now, the others after it' }).click()

  const progress = page.getByRole('region', { name: 'Progress' })
  await expect(progress).toContainText(
    'The first event was not delivered: the listener answered 503; Identity Cloud goes on trying it.',
  )
  await expect(progress).toContainText('Stopped with 3 events not sent yet.')
  await expect(page.getByRole('link', { name: 'Show the run' })).toBeHidden() // its own page says it already
  const { subscriptionId } = subscription
  const calls = () =>
    state.redeliveryCalls.all().filter((call) => call.subscriptionId === subscriptionId && call.status === 202).length
  expect(calls()).toBe(1)

  state.listeners.set(listener, { does: 'accept' })
  await page.getByRole('button', { name: 'Resume', exact: true }).click()
  await expect(progress).toContainText('Done: all 4 were delivered.')
  expect(calls()).toBe(4)
})
