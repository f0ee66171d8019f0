import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, vi } from 'vitest'
import { addSubscription, changeUser } from '../../testing/occurrences.ts'
import { test } from '../../testing/test.tsx'
import { paths } from '../address/paths.ts'

const PAGE = paths.exports('production')
const toExports = () =>
  userEvent.click(within(screen.getByRole('navigation', { name: 'Console' })).getByRole('link', { name: 'Exports' }))
const table = () => screen.findByRole('table', { name: 'Subscriptions with failed events' })

test('shows which subscriptions have failed events, and leads to the exports of each', async ({
  stack: { sandbox },
  show,
}) => {
  const off = addSubscription(sandbox, { title: 'Orders', enabled: false })
  addSubscription(sandbox, { title: 'CRM' })
  changeUser(sandbox)
  changeUser(sandbox)
  // The failed events are known once a page has asked for them.
  await show(paths.subscriptionFailedEvents('production', off.subscriptionId))
  await screen.findByRole('link', { name: '2 while off' })
  await toExports()
  const rows = within(await table())
    .getAllByRole('row')
    .slice(1)
  expect(rows).toHaveLength(1)
  expect(rows[0]).toHaveTextContent(/Off2[67] d2 minonce it is on/)
  const link = within(rows[0] ?? document.body).getByRole('link', { name: 'Orders' })
  expect(link).toHaveAttribute('href', paths.subscriptionExports('production', off.subscriptionId))
  await userEvent.type(screen.getByRole('searchbox', { name: 'Search title or endpoint' }), 'zzz')
  expect(await screen.findByRole('heading', { name: /No subscriptions with failed events match/ })).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: 'Clear search and filters' }))
  expect(await table()).toBeVisible()
})

test('tells nothing failed from nothing known, and both from no subscriptions', async ({
  stack: { sandbox },
  show,
}) => {
  await show(PAGE)
  expect(await screen.findByRole('heading', { name: 'Production has no subscriptions yet' })).toBeVisible()
  expect(sandbox.state.subscriptions.all()).toEqual([])
})

test('says that nothing failed once everything was read', async ({ stack: { sandbox }, show }) => {
  const { subscriptionId } = addSubscription(sandbox)
  await show(paths.subscription('production', subscriptionId))
  await screen.findByText(/all 0 stored events read/)
  await toExports()
  expect(await screen.findByRole('heading', { name: 'Nothing failed in the last 7 days' })).toBeVisible()
})

test('shows what went wrong, and asks again', async ({ stack: { sandbox }, show }) => {
  addSubscription(sandbox)
  sandbox.state.faults.add({ path: '/webhooks/subscriptions', fault: { does: 'status', status: 500 } })
  await show(PAGE)
  const alert = await screen.findByRole('alert')
  sandbox.state.faults.clear()
  await userEvent.click(within(alert).getByRole('button', { name: 'Try again' }))
  await vi.waitFor(() => expect(screen.queryByRole('alert')).not.toBeInTheDocument())
})

test('keeps the way to a replay in sight of a viewer, with the reason', async ({ show }) => {
  await show(PAGE, { role: 'viewer' })
  const replay = await screen.findByRole('button', { name: 'Replay a downloaded file' })
  expect(replay).toHaveAccessibleDescription('Needs the role operator; you are signed in as viewer')
})
