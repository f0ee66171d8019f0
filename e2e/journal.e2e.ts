import { addSubscription, learn, pathOf } from './data.ts'
import { expect, test } from './test.ts'

test('tells who did what and why, narrowed by person and action', async ({ page, product, signIn, another }) => {
  const subscription = addSubscription(product)
  const { title, subscriptionId } = subscription
  const operator = await another('Operator', pathOf(subscription))
  const enabled = operator.getByRole('switch', { name: `Enabled: ${title}` })
  await enabled.click()
  await operator.getByRole('textbox', { name: 'Reason' }).fill('Maintenance until noon')
  await operator.getByRole('button', { name: 'Disable and keep recording' }).click()
  await expect(enabled).not.toBeChecked()
  await enabled.click()
  await operator.getByRole('button', { name: 'Enable', exact: true }).click()
  await expect(enabled).toBeChecked()

  await signIn('Administrator', '/production/journal')
  await learn(page, subscription)
  const filters = page.getByRole('search', { name: 'Search the journal' })
  const rows = page.getByRole('table', { name: 'Journal' }).getByRole('row').filter({ hasText: title })
  await filters.getByRole('searchbox', { name: 'Title or id' }).fill(subscriptionId)
  await expect(rows).toHaveText([/Turned on.*Off.*On.*Done/, /Turned off.*On.*Off.*Maintenance until noon.*Done/])
  await filters.getByRole('combobox', { name: 'Action' }).selectOption('Turned off')
  await expect(rows).toHaveText([/Turned off/])
  await filters.getByRole('searchbox', { name: 'Who' }).fill('Ada Brandt')
  await expect(page.getByRole('heading', { name: 'No entries match' })).toBeVisible()
  await filters.getByRole('searchbox', { name: 'Who' }).fill('omar')
  await expect(rows).toHaveText([/Omar Sandell/])

  const details = page.getByRole('button', { name: `Details: Turned off ${title}` })
  await details.click()
  await expect(details).toHaveAttribute('aria-expanded', 'true')
  const entry = page.getByRole('table', { name: 'Journal' }).getByRole('row').nth(2)
  await expect(entry).toContainText('Omar Sandell, as operator')
  await expect(entry).toContainText('Maintenance until noon')
  await expect(entry).toContainText(/API answer\s*200/)
  await page.reload()
  await expect(entry).toContainText('Omar Sandell, as operator')
  await details.click()
  await expect(details).toHaveAttribute('aria-expanded', 'false')

  await page.goto('/production/journal?scope=everywhere&action=session.sign-in')
  await expect(page.getByRole('row').filter({ hasText: 'Ada Brandt' }).first()).toContainText('Signed in')
})

for (const role of ['Viewer', 'Operator'] as const) {
  test(`tells ${role.toLowerCase()}s why it is not for them`, async ({ page, signIn }) => {
    await signIn(role, '/production/journal')
    await expect(page.getByRole('alert')).toContainText('The journal is for administrators')
    await expect(page.getByRole('alert')).toContainText('Needs the role administrator')
    expect((await page.request.get('/api/journal')).status()).toBe(403)
  })
}
