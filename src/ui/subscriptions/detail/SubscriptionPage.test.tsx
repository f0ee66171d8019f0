import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, vi } from 'vitest'
import { failTwice } from '../../../testing/fail-twice.ts'
import { addSubscription, changeUser } from '../../../testing/occurrences.ts'
import { test } from '../../../testing/test.tsx'
import { paths } from '../../address/paths.ts'

const FILTER = { properties: { entityUpdated: { properties: { entityType: { const: 'user' } } } } }

test('shows how a subscription is and does', async ({ stack: { sandbox }, show }) => {
  const { subscriptionId } = addSubscription(sandbox, { title: 'Orders', filter: FILTER })
  changeUser(sandbox)
  await vi.waitFor(() => expect(sandbox.state.events.of(subscriptionId)[0]?.state).toBe('success'))
  await show(paths.subscription('production', subscriptionId))
  expect(await screen.findByRole('heading', { level: 1, name: 'Orders' })).toBeVisible()
  expect(screen.getByText(/Sends every creation and deletion; updates only of user records/)).toBeVisible()
  expect(screen.getByRole('switch', { name: 'Enabled: Orders' })).toBeChecked()
  const figures = screen.getByRole('region', { name: 'Events of the last 7 days' })
  await vi.waitFor(() => expect(figures).toHaveTextContent(/delivered1the last now/))
  expect(figures).toHaveTextContent(/failed0nothing to redeliver/)
  expect(screen.getByRole('link', { name: 'Events' })).toHaveAttribute('aria-current', 'page')
})

test('says what off means for as long as it is off', async ({ stack: { sandbox }, show }) => {
  const { subscriptionId } = addSubscription(sandbox, { enabled: false })
  await show(paths.subscription('production', subscriptionId))
  expect(await screen.findByText(/Nothing can be redelivered before it is on again/)).toBeVisible()
})

test('says who turned it off and why, and what its listener answered last', async ({ stack, show }) => {
  const { sandbox } = stack
  const { redirecting } = await failTwice(sandbox, [['email']])
  const id = redirecting.subscriptionId
  await show(paths.subscription('production', id))
  expect(await screen.findByText(/^0 % of 1 delivered in 7 days/)).toBeVisible()
  expect(screen.getByText(/^Last answer:/)).toHaveTextContent(/^Last answer: 302 redirect now/)
  await userEvent.click(screen.getByRole('switch', { name: 'Enabled: Orders sync' }))
  const dialog = await screen.findByRole('dialog')
  await userEvent.type(within(dialog).getByRole('textbox', { name: 'Reason' }), 'Listener moves')
  await userEvent.click(within(dialog).getByRole('button', { name: /keep recording/ }))
  expect(await screen.findByText(/by Oskar Operator: “Listener moves”\./)).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: 'Turn on Orders sync' }))
  expect(await screen.findByRole('dialog', { name: /Orders sync/ })).toBeVisible()
})

test('copies as JSON and as a command without a token', async ({ stack: { sandbox }, show }) => {
  const user = userEvent.setup()
  const { subscriptionId, customerId } = addSubscription(sandbox, { title: 'Orders', filter: FILTER })
  await show(paths.subscription('production', subscriptionId))
  await user.click(await screen.findByRole('button', { name: 'Copy as cURL' }))
  const command = await navigator.clipboard.readText()
  expect(command).toContain(`/${customerId}/webhooks/subscriptions/${subscriptionId}'`)
  expect(command).toContain('Authorization: Bearer $ACCESS_TOKEN')
  await user.click(screen.getByRole('button', { name: 'Copy as JSON' }))
  expect(JSON.parse(await navigator.clipboard.readText())).toMatchObject({
    subscriptionId,
    title: 'Orders',
    filter: FILTER,
  })
  await user.click(screen.getByRole('button', { name: 'Copy subscription id' }))
  expect(await navigator.clipboard.readText()).toBe(subscriptionId)
})

test('shows the settings at an address of their own', async ({ stack: { sandbox }, show }) => {
  const { subscriptionId } = addSubscription(sandbox, { title: 'Orders', filter: FILTER })
  const router = await show(paths.subscription('production', subscriptionId))
  await userEvent.click(await screen.findByRole('link', { name: 'Settings' }))
  expect(await screen.findByRole('heading', { name: 'Filter' })).toBeVisible()
  expect(router.state.location.pathname).toBe(paths.subscriptionSettings('production', subscriptionId))
  const main = screen.getByRole('main')
  expect(main).toHaveTextContent('https://orders.listener.example/hooks')
  expect(main).toHaveTextContent('created entityCreated')
  expect(main).toHaveTextContent('"const": "user"')
  expect(within(main).getByText(/curl --fail-with-body/)).toBeVisible()
})

test('has its own words for a subscription that does not exist', async ({ show }) => {
  await show(paths.subscription('production', '11111111-2222-4333-8444-555555555555'))
  expect(await screen.findByRole('heading', { name: 'Production has no subscription with this id' })).toBeVisible()
  expect(screen.getByRole('link', { name: 'All subscriptions of Production' })).toHaveAttribute(
    'href',
    paths.subscriptions('production'),
  )
})

test('leads back to the list as it was left', async ({ stack: { sandbox }, show }) => {
  addSubscription(sandbox, { title: 'Orders' })
  const router = await show(`${paths.subscriptions('production')}?q=ord`)
  await userEvent.click(await screen.findByRole('link', { name: 'Orders' }))
  const main = await screen.findByRole('main')
  await userEvent.click(await within(main).findByRole('link', { name: 'Subscriptions' }))
  await vi.waitFor(() => expect(router.state.location.search).toBe('?q=ord'))
})
