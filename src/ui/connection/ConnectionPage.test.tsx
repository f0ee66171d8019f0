import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect } from 'vitest'
import type { Stack } from '../../testing/stack.ts'
import { test } from '../../testing/test.tsx'
import { paths } from '../address/paths.ts'

const PAGE = paths.connection('production')

const addSubscription = ({ sandbox }: Stack) => {
  const [customer] = sandbox.customers
  const at = sandbox.stamp()
  return sandbox.state.subscriptions.add({
    subscriptionId: crypto.randomUUID(),
    customerId: customer?.customerId ?? '',
    createdAt: at,
    updatedAt: at,
    title: 'Orders',
    endpoint: 'https://crm.listener.example/hook',
    events: ['entityUpdated'],
    enabled: true,
  })
}
const leaveOut = ({ sandbox }: Stack, pointer: string, id: string) =>
  sandbox.state.faults.add({
    operation: 'listSubscriptions',
    fault: { does: 'answer', id, change: [{ pointer, action: 'absent' }] },
  })

const press = async (name: string) => userEvent.click(await screen.findByRole('button', { name }))
const difference = async (name: RegExp) =>
  within(await screen.findByRole('table', { name: 'Differences' })).findByRole('row', { name })

test('says that no difference was met, and since when it looks', async ({ show }) => {
  await show(PAGE, { role: 'administrator' })
  expect(await screen.findByText(/None met in answers since/)).toBeVisible()
  expect(screen.queryByRole('table', { name: 'Answers' })).toBeNull()
})

test('asks the API, and shows what works, what differs and what that costs', async ({ stack, show }) => {
  leaveOut(stack, '/enabled', addSubscription(stack).subscriptionId)
  stack.sandbox.variants.turnOn('no-summary')
  await show(PAGE, { role: 'administrator' })
  await press('Check now')
  const answers = await screen.findByRole('table', { name: 'Answers' })
  expect(within(answers).getByRole('row', { name: /^Token Works/ })).toBeVisible()
  expect(within(answers).getByRole('row', { name: /^Summary Limited .*own figures/ })).toBeVisible()
  expect(screen.getByRole('region', { name: 'Last check' })).toHaveTextContent('It works, with 1 limit.')
  const row = await difference(/enabled of the subscription list/)
  expect(row).toHaveTextContent('/_embedded/*/enabled')
  expect(row).toHaveTextContent('absent')
  expect(row).toHaveTextContent('It counts as on, which is the default.')
})

test('says the next step where the API does not do', async ({ stack, show }) => {
  stack.sandbox.state.faults.add({ operation: 'issueToken', fault: { does: 'status', status: 401 } })
  await show(PAGE, { role: 'administrator' })
  await press('Check now')
  expect(await screen.findByRole('region', { name: 'Last check' })).toHaveTextContent(
    'It does not work. Check clientId, clientSecret and customerId.',
  )
})

test('copies a report of all that, without an id or an address', async ({ stack, show }) => {
  const subscription = addSubscription(stack)
  leaveOut(stack, '/enabled', subscription.subscriptionId)
  const user = userEvent.setup()
  await show(PAGE, { role: 'administrator' })
  await user.click(await screen.findByRole('button', { name: 'Check now' }))
  await difference(/enabled/)
  await user.click(screen.getByRole('button', { name: 'Copy report' }))
  const report = await navigator.clipboard.readText()
  expect(report).toMatch(/works +Token +issued/)
  expect(report).toMatch(/\/_embedded\/\*\/enabled of the subscription list: absent, \d+ times\n {4}It counts as on/)
  for (const hidden of [subscription.subscriptionId, subscription.customerId, 'Orders', 'listener', 'http'])
    expect(report).not.toContain(hidden)
})

test('is for administrators', async ({ show }) => {
  await show(PAGE, { role: 'operator' })
  expect(await screen.findByText('The connection check is for administrators')).toBeVisible()
})

test('is found in the environment’s menu, by administrators', async ({ show }) => {
  const router = await show(paths.subscriptions('production'), { role: 'administrator' })
  await userEvent.click(await screen.findByRole('button', { name: /^Environment:/ }))
  await userEvent.click(await screen.findByRole('menuitem', { name: 'Connection check' }))
  expect(router.state.location.pathname).toBe(PAGE)
})

test('is led to by a list that could not be read, or not all of it, with the member that differed', async ({
  stack,
  show,
}) => {
  addSubscription(stack)
  leaveOut(stack, '/subscriptionId', addSubscription(stack).subscriptionId)
  await show(paths.subscriptions('production'), { role: 'administrator' })
  const differs = '/_embedded/1/subscriptionId of the subscription list: absent'
  const note = await screen.findByText(/1 subscription could not be read and is missing here/)
  expect(note).toHaveTextContent(`Not as documented: ${differs}.`)
  expect(screen.getByRole('link', { name: 'Connection check' })).toHaveAttribute('href', PAGE)
})

test('is led to by the events of a subscription of which one could not be read', async ({ stack, show }) => {
  const { subscriptionId, endpoint } = addSubscription(stack)
  const [customer] = stack.sandbox.customers
  stack.sandbox.state.listeners.set(new URL(endpoint).hostname.split('.')[0] ?? '', { does: 'status', status: 302 })
  const [event] = stack.sandbox.happen({
    customer: customer?.id ?? '',
    type: 'entityUpdated',
    attributes: ['email'],
    application: 'app',
    client: 'client',
  })
  stack.sandbox.state.faults.add({
    operation: 'listEvents',
    fault: { does: 'answer', id: event?.id ?? '', change: [{ pointer: '/state', action: 'absent' }] },
  })
  await show(paths.subscription('production', subscriptionId), { role: 'administrator' })
  expect((await screen.findAllByText(/\/_embedded\/0\/state/)).length).toBeGreaterThan(0)
  expect(screen.getAllByRole('link', { name: 'Connection check' })[0]).toHaveAttribute('href', PAGE)
})

test('is named in a problem only to those who may see it', async ({ stack, show }) => {
  leaveOut(stack, '/subscriptionId', addSubscription(stack).subscriptionId)
  await show(paths.subscriptions('production'), { role: 'viewer' })
  const panel = within(await screen.findByRole('alert'))
  expect(panel.getByText('/_embedded/0/subscriptionId')).toBeVisible()
  expect(panel.queryByRole('link', { name: 'Connection check' })).toBeNull()
})
