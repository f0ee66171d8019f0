import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { addEvent, addSubscription, eventPathOf, pathOf } from './data.ts'
import { expect, test } from './test.ts'

// One redelivery in ten minutes: a turn is far off however slow the machine is.
test.use({ setting: { timeScale: 0.1 }, refusals: [404, 429] })

const rows = (page: Page) => page.getByRole('table', { name: 'Events' }).getByRole('rowheader')
const drawer = (page: Page) => page.getByRole('dialog', { name: 'Event', exact: true })

test('the newest come first, page by page, and filters look at all', async ({ page, product, signIn }) => {
  const subscription = addSubscription(product)
  const start = product.sandbox.stamp() - 4 * 3_600_000_000
  const user = randomUUID()
  for (let number = 0; number < 130; number++) {
    addEvent(product, subscription, {
      createdAt: start + number * 1_000_000,
      attributes: [`field${number}`],
      ...(number === 7 && { state: 'success', attempts: 1, sub: user }),
      ...(number === 8 && { type: 'entityDeleted' }),
    })
  }
  await signIn('Viewer', pathOf(subscription))
  const search = page.getByRole('search', { name: 'Filter events' })
  await expect(search).toContainText('130 events')
  await expect(rows(page)).toHaveCount(50)
  await expect(rows(page).first()).toContainText('field129')
  await page.getByRole('button', { name: 'Older events' }).click()
  await expect(rows(page).first()).toContainText('field79')
  await page.getByRole('button', { name: 'Older events' }).click()
  await expect(rows(page)).toHaveCount(30)
  await expect(rows(page).last()).toContainText('field0')
  await expect(page.getByRole('button', { name: 'Older events' })).toBeDisabled()
  await page.getByRole('button', { name: 'Newer events' }).click()
  await expect(rows(page).first()).toContainText('field79')
  await page.reload()
  await expect(rows(page).first()).toContainText('field79')

  await search.getByRole('combobox', { name: 'State' }).selectOption('Delivered')
  await expect(rows(page)).toHaveText([/field7$/])
  await search.getByRole('combobox', { name: 'State' }).selectOption('')
  await search.getByRole('combobox', { name: 'Event type' }).selectOption('Deleted')
  await expect(rows(page)).toHaveText([/field8$/])
  await search.getByRole('combobox', { name: 'Event type' }).selectOption('')
  await search.getByRole('combobox', { name: 'Changed attribute' }).selectOption('field99')
  await expect(rows(page)).toHaveText([/field99$/])
  await search.getByRole('combobox', { name: 'Changed attribute' }).selectOption('')
  await search.getByRole('searchbox', { name: 'Search by user id' }).fill(user)
  await expect(rows(page)).toHaveText([/field7$/])
  await search.getByRole('combobox', { name: 'Cause' }).selectOption('Timed out')
  await expect(page.getByRole('heading', { name: 'No events match' })).toBeVisible()
  await page.getByRole('button', { name: 'Clear search and filters' }).click()
  await expect(rows(page)).toHaveCount(50)
})

test('an event has an address of its own, and closing it goes back to its list', async ({ page, product, signIn }) => {
  const subscription = addSubscription(product)
  const event = addEvent(product, subscription, { attributes: ['primaryAddress.city'] })
  await signIn('Viewer', eventPathOf(event))
  await expect(drawer(page)).toContainText('User updated')
  await expect(drawer(page)).toContainText('primaryAddress.city')
  await expect(drawer(page)).toContainText('The listener failed while handling the request.')
  await expect(drawer(page)).toContainText('Signature verified')
  await drawer(page).getByText('Request', { exact: false }).first().click()
  await expect(drawer(page)).toContainText(subscription.endpoint)
  await page.keyboard.press('Escape')
  await expect(drawer(page)).toBeHidden()
  await expect(page).toHaveURL(pathOf(subscription))
  await expect(rows(page)).toHaveCount(1)
})

test('an event that was never sent says why, and what to do first', async ({ page, product, signIn }) => {
  const subscription = addSubscription(product, { enabled: false })
  const at = product.sandbox.stamp()
  const event = addEvent(product, subscription, { attempts: 0, createdAt: at, history: [{ state: 'failure', at }] })
  await signIn('Operator', eventPathOf(event))
  await expect(drawer(page)).toContainText('The subscription was off when this happened, so nothing was sent.')
  await expect(drawer(page)).toContainText('Never sent: the subscription was off when it was recorded.')
  const redeliver = drawer(page).getByRole('button', { name: 'Redeliver', exact: true })
  await expect(redeliver).toBeDisabled()
  await expect(redeliver).toHaveAccessibleDescription('The subscription is off; switch it on first')
})

test('the second redelivery of a subscription waits for its turn, and says when that is', async ({
  page,
  product,
  signIn,
  another,
}) => {
  const subscription = addSubscription(product)
  const [first, second] = [addEvent(product, subscription), addEvent(product, subscription)]
  await signIn('Operator', eventPathOf(first))
  const colleague = await another('Operator', eventPathOf(second))
  await drawer(page).getByRole('button', { name: 'Redeliver', exact: true }).click()
  await page
    .getByRole('dialog', { name: 'Redeliver this event?' })
    .getByRole('button', { name: 'Redeliver', exact: true })
    .click()
  await expect(drawer(page)).toContainText('Delivered')

  await drawer(colleague).getByRole('button', { name: 'Redeliver', exact: true }).click()
  const question = colleague.getByRole('dialog', { name: 'Redeliver this event?' })
  await question.getByRole('button', { name: 'Redeliver', exact: true }).click()
  await expect(drawer(colleague)).toContainText(/goes out in \d+ (s|min)/)
  await expect(drawer(colleague).getByRole('button', { name: 'Redeliver', exact: true })).toHaveAccessibleDescription(
    'It is in the queue already',
  )
  await colleague.reload()
  await expect(drawer(colleague)).toContainText(/goes out in \d+ (s|min)/)
  expect(product.sandbox.state.events.get(second.id)?.state).toBe('failure')
})

test('an event that is gone is no fault: it says what became of it', async ({ page, product, signIn }) => {
  const subscription = addSubscription(product)
  const gone = { ...addEvent(product, subscription), id: randomUUID() }
  await signIn('Viewer', eventPathOf(gone))
  await expect(drawer(page).getByRole('heading', { name: 'This event is no longer stored' })).toBeVisible()
  await drawer(page).getByRole('button', { name: 'Close event' }).click()
  await expect(rows(page)).toHaveCount(1)
  await page.goto(`/production/subscriptions/${randomUUID()}`)
  await expect(page.getByRole('heading', { level: 1, name: 'No such subscription' })).toBeVisible()
  await page.goto('/production/nowhere')
  await expect(page.getByRole('heading', { level: 1, name: 'No such page' })).toBeVisible()
})
