import type { Page } from '@playwright/test'
import { addSubscription, learn, pathOf, unique } from './data.ts'
import { expect, type Product, test } from './test.ts'

const table = (page: Page) => page.getByRole('table', { name: 'Subscriptions' })
/** The titles in the order of the rows. */
const titles = (page: Page) => table(page).getByRole('rowheader').getByRole('link')
const search = (page: Page) => page.getByRole('searchbox', { name: 'Search title, endpoint or id' })

/**
 * A family of subscriptions with a name of its own: `NAME 01` to `NAME n`, every fifth off, all but the first for
 * updates.
 */
const addFamily = (product: Product, name: string, count: number) =>
  Array.from({ length: count }, (_, index) =>
    addSubscription(product, {
      title: `${name} ${String(index + 1).padStart(2, '0')}`,
      enabled: index % 5 !== 4,
      events: index === 0 ? ['entityDeleted'] : ['entityUpdated'],
    }),
  )

test('search, filters, sort and page size look at all subscriptions and stand in the address', async ({
  page,
  product,
  signIn,
  another,
}) => {
  const name = unique('Depot')
  const family = addFamily(product, name, 45)
  await signIn('Viewer', '/production/subscriptions')
  for (const subscription of family) await learn(page, subscription)

  await search(page).fill(name)
  await expect(page.getByRole('main').getByText(/^45 of \d+ subscriptions$/)).toBeVisible()
  await expect(titles(page)).toHaveCount(20)
  await page.getByRole('button', { name: 'Page 3' }).click()
  await expect(titles(page)).toHaveText([41, 42, 43, 44, 45].map((number) => `${name} ${number}`))
  await page.getByRole('button', { name: 'Title' }).click()
  await expect(titles(page).first()).toHaveText(`${name} 45`)
  await page.getByRole('combobox', { name: 'On or off' }).selectOption('Off')
  await expect(page.getByRole('main').getByText(/^9 of \d+ subscriptions$/)).toBeVisible()
  await expect(titles(page)).toHaveCount(9)
  await page.getByRole('combobox', { name: 'On or off' }).selectOption('')
  await page.getByRole('combobox', { name: 'Event type' }).selectOption('entityUpdated')
  await page.getByRole('button', { name: '50 rows per page' }).click()
  await expect(titles(page)).toHaveCount(44)
  await expect(titles(page).last()).toHaveText(`${name} 02`)

  const shown = await titles(page).allTextContents()
  await page.reload()
  await expect(titles(page)).toHaveText(shown)
  await expect(search(page)).toHaveValue(name)
  const { pathname, search: query } = new URL(page.url())
  const colleague = await another('Operator', pathname + query)
  await expect(titles(colleague)).toHaveText(shown)
  await expect(colleague.getByRole('combobox', { name: 'Event type' })).toHaveValue('entityUpdated')

  await titles(page).first().click()
  await page.getByRole('main').getByRole('link', { name: 'Subscriptions' }).click()
  await expect(titles(page)).toHaveText(shown)
  await page.goBack()
  await page.goBack()
  await expect(page).toHaveURL(pathname + query)
})

test('a page that does not exist is said, and the address repaired', async ({ page, product, signIn }) => {
  const name = unique('Kiosk')
  const family = addFamily(product, name, 22)
  await signIn('Viewer')
  for (const subscription of family) await learn(page, subscription)
  await page.goto(`/production/subscriptions?q=${encodeURIComponent(name)}&page=9`)
  await expect(page.getByRole('main').getByText('There is no page 9; this is the last, page 2.')).toBeVisible()
  await expect(titles(page)).toHaveText([`${name} 21`, `${name} 22`])
  expect(new URL(page.url()).searchParams.get('page')).toBe('2')
})

test('nothing matches is not the same as nothing there, and can be undone', async ({ page, signIn }) => {
  await signIn('Viewer', '/production/subscriptions?q=no-such-thing&enabled=off')
  await expect(page.getByRole('heading', { name: 'No subscriptions match' })).toBeVisible()
  await page.getByRole('button', { name: 'Clear search and filters' }).click()
  await expect(titles(page).first()).toBeVisible()
  await expect(page).toHaveURL('/production/subscriptions')
})

test('shows a subscription: its settings, its filter in words and as JSON, its addresses', async ({
  page,
  product,
  signIn,
}) => {
  const subscription = addSubscription(product, {
    filter: { properties: { entityUpdated: { properties: { entityType: { const: 'user' } } } } },
  })
  await signIn('Viewer', pathOf(subscription))
  await expect(page.getByRole('heading', { level: 1, name: subscription.title })).toBeVisible()
  await page.getByRole('link', { name: 'Settings' }).click()
  const main = page.getByRole('main')
  await expect(main).toContainText(subscription.endpoint)
  await expect(main).toContainText('"const": "user"')
  await expect(main).toContainText(/curl .*\n.*Bearer \$ACCESS_TOKEN/)
  await expect(main).toContainText(`/webhooks/subscriptions/${subscription.subscriptionId}`)
})
