import type { Locator, Page } from '@playwright/test'
import type { EventRecord } from '../src/sandbox/state/event-store.ts'
import { addSubscription, learn, pathOf, unique } from './data.ts'
import { expect, expectAccessible, type Product, test } from './test.ts'

/** Returns the events that filters of a customer are tried on: those of its unfiltered subscriptions, each once. */
const storedEvents = ({ sandbox }: Product, customerId: string): EventRecord[] => {
  const unfiltered = sandbox.state.subscriptions.of(customerId).filter(({ filter }) => !filter)
  const events = unfiltered.flatMap(({ subscriptionId }) => sandbox.state.events.of(subscriptionId))
  return [...new Map(events.map((event) => [event.claim.id, event])).values()]
}

const rule = (page: Page, type: string, choice: string) =>
  page.getByRole('group', { name: type, exact: true }).getByRole('radio', { name: choice, exact: true })

/** Chooses a value of a condition by keyboard; the condition is added first. */
const addCondition = async (page: Page, button: string, field: string, value: string) => {
  await page.getByRole('button', { name: button, exact: true }).click()
  await page.getByRole('combobox', { name: field }).fill(value)
  await page.keyboard.press('Enter')
}

const passing = async (panel: Locator): Promise<{ pass: number; of: number }> => {
  const text = (await panel.getByText(/^Would pass/).textContent()) ?? ''
  const [pass = 0, of = 0] = [...text.matchAll(/[\d,]+/g)].map(([number]) => Number(number.replace(',', '')))
  return { pass, of }
}

test('a filter of three conditions lets through exactly what the editor promised', async ({
  page,
  product,
  signIn,
}) => {
  const staging = product.sandbox.customers[1]
  const stored = storedEvents(product, staging?.customerId ?? '')
  const application = stored.find(({ type }) => type === 'entityUpdated')?.claim.captureApplicationId ?? ''
  const attribute = stored.find(
    ({ type, claim }) => type === 'entityUpdated' && claim.captureApplicationId === application,
  )?.claim.attributes?.[0]
  const title = unique('Promise')
  const name = title.toLowerCase().replace(' ', '-')

  await signIn('Administrator', '/staging/subscriptions/new')
  await page.getByRole('textbox', { name: 'Title' }).fill(title)
  await page.getByRole('textbox', { name: 'Endpoint' }).fill(`https://${name}.listener.example/hooks`)
  await page.getByRole('checkbox', { name: 'Created' }).uncheck()
  await page.getByRole('checkbox', { name: 'Deleted' }).uncheck()
  await rule(page, 'Updates', 'Only when…').check({ force: true })
  await addCondition(page, 'Changed attributes', 'Changed attributes include, updates', attribute ?? '')
  await addCondition(page, 'Application', 'Application is, updates', application)
  await addCondition(page, 'Entity type', 'Entity type is, updates', 'user')
  const panel = page.getByRole('complementary')
  await expect.poll(async () => (await passing(panel)).of).toBe(stored.length)
  await expectAccessible(page)
  const { pass } = await passing(panel)
  expect(pass).toBeGreaterThan(0)
  expect(pass).toBeLessThan(stored.length)
  await page.getByRole('button', { name: 'Create subscription…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Create subscription' }).click()
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()

  for (const { type, claim } of stored) {
    const { captureApplicationId, captureClientId, id: _, ...rest } = claim
    product.sandbox.happen({
      customer: 'staging',
      type,
      application: captureApplicationId,
      client: captureClientId,
      ...rest,
    })
  }
  await expect.poll(() => product.sandbox.state.listeners.received(name).length).toBe(pass)
  const users = product.sandbox.state.listeners.received(name).map(({ eventType }) => eventType)
  expect(new Set(users)).toEqual(new Set(['entityUpdated']))
})

test('an edit is reviewed before it is stored, and a change made meanwhile is shown', async ({
  page,
  product,
  signIn,
  refusals,
}) => {
  refusals.push(412)
  const subscription = addSubscription(product, {
    filter: { properties: { entityUpdated: { properties: { entityType: { const: 'user' } } } } },
  })
  await signIn('Administrator', '/production/subscriptions')
  await learn(page, subscription)
  await page.goto(`${pathOf(subscription)}/edit`)
  const field = page.getByRole('textbox', { name: 'Title' })
  await expect(field).toHaveValue(subscription.title)
  const mine = unique('Renamed')
  await field.fill(mine)
  // Somebody else is faster.
  const at = product.sandbox.stamp()
  product.sandbox.state.subscriptions.replace({
    ...subscription,
    endpoint: 'https://moved.listener.example/',
    updatedAt: at,
  })
  await page.getByRole('button', { name: 'Review changes…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Store these changes' }).click()
  const clash = page.getByRole('dialog', { name: 'Somebody changed it meanwhile' })
  await expect(clash).toContainText('moved.listener.example')
  await expectAccessible(page)
  await clash.getByRole('button', { name: 'Keep mine on top' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Store these changes' }).click()
  await expect(page.getByRole('heading', { level: 1, name: mine })).toBeVisible()
  expect(product.sandbox.state.subscriptions.get(subscription.subscriptionId)).toMatchObject({
    title: mine,
    endpoint: 'https://moved.listener.example/',
    filter: subscription.filter,
  })
})

test('a duplicate starts from another, and a deletion asks for the title', async ({
  page,
  product,
  signIn,
  refusals,
}) => {
  refusals.push(404) // the page of what is gone may look at it once more before it is left
  const subscription = addSubscription(product)
  await signIn('Administrator', '/production/subscriptions')
  await learn(page, subscription)
  await page.goto(pathOf(subscription))
  await page.getByRole('button', { name: 'Duplicate' }).click()
  await expect(page.getByRole('textbox', { name: 'Endpoint' })).toHaveValue(subscription.endpoint)
  const copy = unique('Copy')
  await page.getByRole('textbox', { name: 'Title' }).fill(copy)
  await page.getByRole('button', { name: 'Create subscription…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Create subscription' }).click()
  await expect(page.getByRole('heading', { level: 1, name: copy })).toBeVisible()

  await page.getByRole('button', { name: 'Delete' }).click()
  const dialog = page.getByRole('dialog', { name: `Delete ${copy}?` })
  await expectAccessible(page)
  await dialog.getByRole('textbox', { name: 'Type its title, to be sure' }).fill('something else')
  await dialog.getByRole('button', { name: 'Delete it and its events' }).click()
  await expect(dialog).toContainText('This is not its title')
  await dialog.getByRole('textbox', { name: 'Type its title, to be sure' }).fill(copy)
  await dialog.getByRole('button', { name: 'Delete it and its events' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Subscriptions' })).toBeVisible()
  const titles = product.sandbox.state.subscriptions.all().map(({ title }) => title)
  expect(titles).toContain(subscription.title)
  expect(titles).not.toContain(copy)
})

test('a pattern that never ends is given up, and the next one is tried', async ({ page, product, signIn }) => {
  const subscription = addSubscription(product)
  await signIn('Administrator', '/production/subscriptions')
  await learn(page, subscription)
  await page.goto(`${pathOf(subscription)}/edit`)
  await page.getByRole('group', { name: 'Show the filter as' }).getByLabel('JSON').check({ force: true })
  const field = page.getByRole('textbox', { name: 'Filter as JSON' })
  const onSub = (pattern: string) =>
    JSON.stringify({ properties: { entityUpdated: { properties: { sub: { pattern } } } } })
  const trial = page.getByRole('region', { name: 'On the events of the last 7 days' })
  await field.fill(onSub('^([0-9a-f-]+)+!$'))
  await expect(trial).toContainText('given up after 5 seconds', { timeout: 30_000 })
  await field.fill(onSub('^[0-9a-f-]+$'))
  await expect(trial.getByText(/^Would pass/)).toBeVisible()
  await expect(trial).not.toContainText('given up')
})
