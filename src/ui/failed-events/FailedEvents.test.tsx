import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect } from 'vitest'
import { failTwice } from '../../testing/fail-twice.ts'
import { addSubscription, changeUser } from '../../testing/occurrences.ts'
import { test } from '../../testing/test.tsx'
import { paths } from '../address/paths.ts'
import { readPlanState } from '../api/plans.ts'

const PAGE = paths.failedEvents('production')

const grid = () => screen.findByRole('grid', { name: 'Failed events' })
const rowsOf = async () =>
  within(await grid())
    .getAllByRole('row')
    .slice(1)
const bar = () => screen.findByRole('region', { name: 'Selected events' })

test('lists what failed in every subscription, and narrows it by filters that stand in the address', async ({
  stack: { sandbox },
  show,
}) => {
  await failTwice(sandbox, [['email'], ['givenName']])
  const router = await show(PAGE)
  expect(await rowsOf()).toHaveLength(4)
  expect(await screen.findByText('4 failed events')).toBeVisible()
  expect(screen.getAllByRole('row', { name: /Orders sync/ })[0]).toHaveTextContent('302 redirect')
  expect(screen.getAllByRole('row', { name: /Loyalty/ })[0]).toHaveTextContent('Not sent: off')

  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Cause' }), 'Subscription was off')
  expect(await screen.findByText('2 failed events')).toBeVisible()
  expect(router.state.location.search).toBe('?cause=off')
  await userEvent.click(screen.getByRole('button', { name: 'Remove: Subscription was off' }))
  expect(await screen.findByText('4 failed events')).toBeVisible()

  await userEvent.type(screen.getByRole('searchbox', { name: 'Search ids, users, errors' }), 'nobody')
  expect(await screen.findByText('No failed events match')).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: 'Clear' }))
  expect(await rowsOf()).toHaveLength(4)
  expect(router.state.location.search).toBe('')
})

test('says that nothing has failed, once everything was read', async ({ stack: { sandbox }, show }) => {
  addSubscription(sandbox)
  await show(PAGE)
  expect(await screen.findByText('Nothing has failed in the last 7 days')).toBeVisible()
})

test('does not say that nothing has failed while events are in a state it does not know', async ({
  stack: { sandbox },
  show,
}) => {
  const { subscriptionId } = addSubscription(sandbox)
  const events = [changeUser(sandbox), changeUser(sandbox)].flat()
  await waitFor(() => expect(events.map(({ state }) => state)).toEqual(['success', 'success']))
  for (const event of events) Object.assign(event, { state: 'paused' })
  await show(paths.subscriptionFailedEvents('production', subscriptionId))
  expect(await screen.findByRole('heading', { name: 'Whether anything failed is not known' })).toBeVisible()
  expect(screen.queryByText(/Nothing has failed/)).toBeNull()
  const main = within(screen.getByRole('main'))
  expect(main.getAllByText(/2 events are in a state this console does not know: paused \(2\)/)).not.toEqual([])
  expect(main.queryByText('nothing to redeliver')).toBeNull()

  await userEvent.click(screen.getByRole('link', { name: 'Show those in state paused' }))
  const table = await screen.findByRole('table', { name: 'Events' })
  expect(within(table).getAllByRole('row', { name: /paused/ })).toHaveLength(2)
})

test('selects rows, a range of them, and all that match, and hands them to the plan of a run', async ({
  stack: { sandbox },
  show,
}) => {
  await failTwice(sandbox, [['email'], ['givenName'], ['familyName']])
  const router = await show(`${PAGE}?cause=redirect`)
  const boxes = within(await grid()).getAllByRole('checkbox', { name: /Select User updated/ })
  const [first, second] = boxes
  if (!first || !second) throw new Error('There are three rows')
  const user = userEvent.setup()
  await user.click(first)
  await user.keyboard('{Shift>}')
  await user.click(second)
  await user.keyboard('{/Shift}')
  expect(await bar()).toHaveTextContent('2 events selected')
  await userEvent.click(await screen.findByRole('button', { name: 'Select all 3 that match' }))
  expect(await bar()).toHaveTextContent(/^All 3 that match are selected, as of \d\d:\d\d:\d\d UTC/)

  await userEvent.click(within(await bar()).getByRole('button', { name: 'Redeliver 3…' }))
  await waitFor(() => expect(router.state.location.pathname).toBe(paths.newRun('production')))
  expect(readPlanState(router.state.location.state)).toMatchObject({
    way: 'redelivery',
    name: 'Redirect (3xx)',
    selection: { by: 'match', match: { state: 'failure', cause: 'redirect' }, count: 3 },
  })
})

test('calls a run of single rows by their number', async ({ stack: { sandbox }, show }) => {
  await failTwice(sandbox, [['email']])
  const router = await show(PAGE)
  const [row] = await rowsOf()
  row?.focus()
  await userEvent.keyboard(' ')
  await userEvent.click(within(await bar()).getByRole('button', { name: 'Direct replay 1…' }))
  await waitFor(() => expect(router.state.location.pathname).toBe(paths.newRun('production')))
  const plan = readPlanState(router.state.location.state)
  expect(plan).toMatchObject({ way: 'replay', name: '1 picked event', selection: { by: 'events' } })
})

test('says why what is still being retried cannot be redelivered', async ({ stack: { sandbox }, show }) => {
  const { subscriptionId } = addSubscription(sandbox)
  sandbox.state.listeners.set('orders', { does: 'status', status: 503 })
  changeUser(sandbox)
  await waitFor(() => expect(sandbox.state.events.of(subscriptionId)[0]?.state).toMatch(/retry/))
  await show(`${PAGE}?state=awaiting-retry`)
  const [row] = await rowsOf()
  row?.focus()
  await userEvent.keyboard(' ')
  const button = within(await bar()).getByRole('button', { name: /^Redeliver/ })
  expect(button).toHaveAttribute('aria-disabled', 'true')
  expect(button).toHaveAccessibleDescription(/only once it has given it up/)
})

test('lets a viewer look and export, but not redeliver', async ({ stack: { sandbox }, show }) => {
  await failTwice(sandbox, [['email']])
  await show(PAGE, { role: 'viewer' })
  const [row] = await rowsOf()
  row?.focus()
  await userEvent.keyboard(' ')
  for (const name of [/^Redeliver 1/, /^Direct replay 1/]) {
    const button = within(await bar()).getByRole('button', { name })
    expect(button).toHaveAccessibleDescription(/^Needs the role operator/)
  }
  const link = await screen.findByRole('link', { name: 'Export 2 as CSV' })
  expect(link).toHaveAttribute('href', expect.stringMatching(/failed-events\.csv\?asOf=.*&sort=expiry&state=failure$/))
})

test('groups by cause with a remedy each; a group is a filter, and can be redelivered', async ({
  stack: { sandbox },
  show,
}) => {
  await failTwice(sandbox, [['email'], ['givenName']])
  const router = await show(PAGE)
  await grid()
  await userEvent.click(screen.getByRole('button', { name: 'By cause' }))
  const table = await screen.findByRole('table', { name: 'Failed events by cause' })
  const group = within(table).getByRole('row', { name: /Redirected 302/ })
  expect(group).toHaveTextContent('Redirects are never followed')
  expect(router.state.location.search).toBe('?view=causes')

  await userEvent.click(within(group).getByRole('button', { name: 'Redirected 302' }))
  expect(await rowsOf()).toHaveLength(2)
  expect(router.state.location.search).toBe('?cause=redirect&status=302')

  await userEvent.click(screen.getByRole('button', { name: 'By cause' }))
  await userEvent.click(await screen.findByRole('button', { name: 'Redeliver these: Redirected 302' }))
  await waitFor(() => expect(router.state.location.pathname).toBe(paths.newRun('production')))
  expect(readPlanState(router.state.location.state)?.selection).toMatchObject({
    match: { cause: 'redirect', status: 302 },
    count: 2,
  })
})

test('opens an event beside the list and comes back to it', async ({ stack: { sandbox }, show }) => {
  const { off } = await failTwice(sandbox, [['email']])
  const router = await show(`${PAGE}?cause=off`)
  const [row] = await rowsOf()
  row?.focus()
  await userEvent.keyboard('{Enter}')
  const drawer = await screen.findByRole('dialog', { name: 'Event' })
  const [event] = sandbox.state.events.of(off.subscriptionId)
  expect(router.state.location.pathname).toBe(paths.failedEvent('production', off.subscriptionId, event?.id ?? ''))
  await userEvent.click(within(drawer).getByRole('button', { name: 'Close event' }))
  await waitFor(() => expect(router.state.location.pathname).toBe(PAGE))
  expect((await rowsOf())[0]).toHaveFocus()
  expect(router.state.location.search).toBe('?cause=off')
})

test('stands inside a subscription as well, with its count on the tab', async ({ stack: { sandbox }, show }) => {
  const { redirecting } = await failTwice(sandbox, [['email'], ['givenName']])
  await show(paths.subscriptionFailedEvents('production', redirecting.subscriptionId))
  expect(await rowsOf()).toHaveLength(2)
  expect(within(await grid()).queryByRole('columnheader', { name: 'Subscription' })).toBeNull()
  const tab = within(screen.getByRole('navigation', { name: 'Parts of this subscription' })).getByRole('link', {
    name: /^Failed events/,
  })
  expect(tab).toHaveAttribute('aria-current', 'page')
  await waitFor(() => expect(tab).toHaveTextContent('Failed events2'))
})
