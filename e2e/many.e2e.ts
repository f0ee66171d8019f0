import { expect, test } from './test.ts'

test.use({ setting: { subscriptions: 6_700, events: 3_000 } })

test('thousands of subscriptions can be listed, searched and paged', async ({ page, product, signIn }) => {
  const all = product.sandbox.state.subscriptions.of(product.sandbox.customers[0]?.customerId ?? '')
  expect(all.length).toBeGreaterThan(5_000)
  const wanted = all.toSorted((a, b) => a.title.localeCompare(b.title, 'en'))[4_321]
  if (!wanted) throw new Error('There is no such subscription')

  await signIn('Viewer', '/production/subscriptions?size=100')
  const titles = page.getByRole('table', { name: 'Subscriptions' }).getByRole('rowheader').getByRole('link')
  await expect(titles).toHaveCount(100)
  await expect(
    page.getByRole('main').getByText(`${all.length.toLocaleString('en')} subscriptions`, { exact: true }),
  ).toBeVisible()
  await page.getByRole('button', { name: `Page ${Math.ceil(all.length / 100)}` }).click()
  await expect(titles).toHaveCount(all.length % 100 || 100)
  await page.getByRole('searchbox', { name: /search/i }).fill(wanted.subscriptionId)
  await expect(titles).toHaveText([wanted.title])
  await titles.click()
  await expect(page.getByRole('heading', { level: 1, name: wanted.title })).toBeVisible()
})
