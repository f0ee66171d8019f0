import { readFile } from 'node:fs/promises'
import { addEvent, addSubscription, learn, listenerOf, pathOf } from './data.ts'
import { expect, expectAccessible, test } from './test.ts'

const HAPPENED = { type: 'entityUpdated', application: 'a'.repeat(26), client: 'b'.repeat(32), attributes: ['email'] }

test('what failed is exported once, downloaded, and replayed from the file', async ({ page, product, signIn }) => {
  const subscription = addSubscription(product)
  for (let count = 0; count < 3; count++) addEvent(product, subscription)
  const { state } = product.sandbox
  const received = () => state.listeners.received(listenerOf(subscription))
  await signIn('Operator')
  await learn(page, subscription)
  await page.goto(`${pathOf(subscription)}/exports`)
  await expect(page.getByRole('heading', { name: '3 of 3 failed events can be exported' })).toBeVisible()
  await page.getByRole('button', { name: 'Start export' }).click()
  const question = page.getByRole('dialog', { name: `Export the failed events of ${subscription.title}?` })
  await question.getByRole('button', { name: 'Export them, once' }).click()
  await expect(question.getByText('Without this no export is started')).toBeVisible()
  await expectAccessible(page)
  await question.getByRole('checkbox').check()
  await question.getByRole('button', { name: 'Export them, once' }).click()
  const link = page.getByRole('link', { name: 'Download' })
  await expect(link).toBeVisible()
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
  expect(download.suggestedFilename()).toMatch(/^failed-events-.*\.ndjson$/)
  const file = await download.path()
  expect((await readFile(file, 'utf8')).trimEnd().split('\n')).toHaveLength(3)
  expect(received()).toEqual([])

  await page.getByRole('navigation', { name: 'Console' }).getByRole('link', { name: 'Exports' }).click()
  await page.getByRole('button', { name: 'Replay a downloaded file' }).click()
  await page.getByLabel('Downloaded export').setInputFiles(file)
  await expect(page.getByRole('combobox', { name: 'Subscription' })).toHaveValue(subscription.title)
  await expectAccessible(page)
  await page.getByRole('button', { name: /^Post 3 events to / }).click()
  await expect(page.getByRole('main').getByText('Done: all 3 were delivered.')).toBeVisible()
  expect(received()).toHaveLength(3)
  expect(state.events.of(subscription.subscriptionId).map((event) => event.state)).toEqual([
    'failure',
    'failure',
    'failure',
  ])
})

test('a test notification reaches the listener, and no more is claimed of it', async ({ page, product, signIn }) => {
  const subscription = addSubscription(product)
  await signIn('Operator')
  await learn(page, subscription)
  await page.goto(pathOf(subscription))
  await page.getByRole('button', { name: 'Send test' }).click()
  await page.getByRole('button', { name: 'Send test notification' }).click()
  const sent = page.getByRole('dialog', { name: /^Test sent to / })
  await expect(sent).toContainText('Looking for what the listener answered')
  await expect.poll(() => product.sandbox.state.listeners.received(listenerOf(subscription))).toHaveLength(1)
  await sent.getByRole('button', { name: 'Close' }).last().click()
  await expect(sent).toBeHidden()
})

test('switching on leads to the redelivery of what failed meanwhile', async ({ page, product, signIn }) => {
  const subscription = addSubscription(product, { enabled: false })
  const { sandbox } = product
  for (let count = 0; count < 2; count++) sandbox.happen({ customer: subscription.customerId, ...HAPPENED })
  await signIn('Operator')
  await learn(page, subscription)
  await page.goto(pathOf(subscription))
  await expect(page.getByRole('link', { name: '2 while off' })).toBeVisible()
  await page.getByRole('switch').click()
  await page.getByRole('button', { name: 'Enable', exact: true }).click()
  await page.getByRole('button', { name: 'Prepare redelivery…' }).click()
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue(`Failed while off: ${subscription.title}`)
  await page.getByRole('button', { name: /^Start/ }).click()
  await expect(page.getByRole('main').getByText('Done: all 2 were delivered.')).toBeVisible()
  const received = sandbox.state.listeners.received(listenerOf(subscription))
  expect(received).toHaveLength(2)
})
