import type { Page } from '@playwright/test'
import { addSubscription, learn, unique } from './data.ts'
import { expect, expectAccessible, test } from './test.ts'

const rows = (page: Page, title: string) => page.getByRole('checkbox', { name: `Take in ${title}` })
const APPLICATIONS = {
  properties: { entityUpdated: { properties: { attributes: { contains: { enum: ['email'] } } } } },
}

test('carries chosen subscriptions from production to staging, after a preview', async ({ page, product, signIn }) => {
  const name = unique('Carried')
  const filtered = addSubscription(product, { title: `${name} 1`, filter: APPLICATIONS })
  const plain = addSubscription(product, { title: `${name} 2` })
  const staging = product.sandbox.customers[1]?.customerId ?? ''
  const there = addSubscription(product, { title: plain.title, customerId: staging, enabled: false })
  await signIn('Administrator')
  for (const subscription of [filtered, plain]) await learn(page, subscription)
  await learn(page, there, 'staging')
  await page.goto(`/production/subscriptions?q=${encodeURIComponent(name)}`)
  await page.getByRole('checkbox', { name: 'Select this page' }).check()
  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Copy out 2 selected' }).click()
  const file = await saved
  expect(file.suggestedFilename()).toMatch(/^webhooks-production-\d{4}-\d{2}-\d{2}\.json$/)

  await page.goto('/staging/subscriptions')
  await page.getByRole('button', { name: 'Copy in' }).click()
  await page.getByLabel('File of subscriptions').setInputFiles(await file.path())
  await expect(page.getByRole('region', { name: 'From where to where' })).toContainText('ProductionStaging')
  await expect(rows(page, filtered.title)).toBeChecked()
  await expect(rows(page, plain.title)).toBeChecked()
  await expect(page.getByRole('main').getByText(there.endpoint)).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Create 1 and change 1 in Staging' }).click()
  await expect(page.getByRole('main').getByText('1 created, 1 changed.')).toBeVisible()
  await expectAccessible(page)

  const all = product.sandbox.state.subscriptions.of(staging)
  expect(all.find(({ title }) => title === filtered.title)).toMatchObject({
    endpoint: filtered.endpoint,
    events: filtered.events,
    enabled: true,
    filter: APPLICATIONS,
  })
  expect(product.sandbox.state.subscriptions.get(there.subscriptionId)).toMatchObject({
    endpoint: plain.endpoint,
    enabled: true,
  })
  await page.getByRole('button', { name: 'Compare again' }).click()
  await expect(page.getByRole('main').getByText('2 the same already')).toBeVisible()
})

test('switches several off at once, and tells what came of each', async ({ page, product, signIn }) => {
  const name = unique('Together')
  const family = [1, 2, 3].map((number) =>
    addSubscription(product, { title: `${name} ${number}`, enabled: number !== 3 }),
  )
  await signIn('Operator')
  for (const subscription of family) await learn(page, subscription)
  await page.goto(`/production/subscriptions?q=${encodeURIComponent(name)}`)
  await page.getByRole('checkbox', { name: `Select ${name} 1` }).click()
  await page.getByRole('checkbox', { name: `Select ${name} 3` }).click({ modifiers: ['Shift'] })
  await expect(page.getByRole('main').getByText('3 subscriptions selected')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Switch off' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('1 selected one is off already and not touched')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Switch off 2 and keep recording' }).click()
  await expect(dialog).toContainText('2 switched off.')
  for (const { subscriptionId } of family)
    expect(product.sandbox.state.subscriptions.get(subscriptionId)?.enabled).toBe(false)
  await dialog.getByRole('button', { name: 'Close' }).last().click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('switch', { name: `Enabled: ${name} 1` })).not.toBeChecked()
})
