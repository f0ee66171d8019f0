import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, vi } from 'vitest'
import { failTwice } from '../../testing/fail-twice.ts'
import { addSubscription, changeUser } from '../../testing/occurrences.ts'
import { test } from '../../testing/test.tsx'
import { paths } from '../address/paths.ts'

const PAGE = paths.environment('production')
const needs = () => screen.findByRole('list', { name: 'What needs you' })
const row = async (words: RegExp) => {
  const heading = await screen.findByRole('heading', { level: 2, name: words })
  return heading.closest('li') ?? document.body
}

test('says what needs somebody, the worst first, each with its button', async ({ stack: { sandbox }, show }) => {
  await failTwice(sandbox, [['email'], ['birthday']])
  const router = await show(PAGE)
  await screen.findByRole('heading', { level: 1, name: 'Overview' })
  expect(
    await screen.findByText(/Orders sync has answered 302 since .* · Loyalty is off and recording\./),
  ).toHaveTextContent('2 things need you:')
  expect(within(await needs()).getAllByRole('listitem')).toHaveLength(2)
  expect(await row(/^Orders sync/)).toHaveTextContent(/2 failed.*last answer.*no delivery in 7 days/)
  expect(await row(/^Loyalty/)).toHaveTextContent(/2 events to redeliver.*not turned off in this console/)

  await userEvent.click(within(await row(/^Loyalty/)).getByRole('button', { name: 'Turn on… Loyalty' }))
  await screen.findByRole('dialog', { name: /Loyalty/ })
  await vi.waitFor(() => expect(router.state.location.state).toBeNull())
})

test('opens the test of a listener that fails, on the page of its subscription', async ({
  stack: { sandbox },
  show,
}) => {
  await failTwice(sandbox, [['email']])
  const router = await show(PAGE)
  await userEvent.click(within(await row(/^Orders sync/)).getByRole('button', { name: 'Send test… Orders sync' }))
  await screen.findByRole('dialog', { name: 'Send a test to orders.listener.example?' })
  await vi.waitFor(() => expect(router.state.location.state).toBeNull())
})

test('leads from what can be sent again into the plan of a run for it', async ({ stack: { sandbox }, show }) => {
  const { redirecting } = await failTwice(sandbox, [['email'], ['birthday']])
  sandbox.state.listeners.set('orders', { does: 'accept' })
  changeUser(sandbox)
  const stored = () => sandbox.state.events.of(redirecting.subscriptionId).map(({ state }) => state)
  await vi.waitFor(() => expect(stored()).toContain('success'))
  await show(PAGE)
  await userEvent.click(
    within(await row(/^2 failed events of Orders sync can be sent again/)).getByRole('button', {
      name: 'Redeliver 2…',
    }),
  )
  await screen.findByRole('heading', { level: 1, name: 'New run' })
  expect(await screen.findByRole('textbox', { name: 'Name' })).toHaveValue('Orders sync')
  expect(screen.getByRole('button', { name: /^Start: / })).toBeVisible()
})

test('greys what the role may not do, and says why', async ({ stack: { sandbox }, show }) => {
  await failTwice(sandbox, [['email']])
  await show(PAGE, { role: 'viewer' })
  const button = within(await row(/^Orders sync/)).getByRole('button', { name: 'Send test… Orders sync' })
  expect(button).toHaveAccessibleDescription('Needs the role operator; you are signed in as viewer')
})

test('is calm when there is nothing, and says what was looked at', async ({ stack: { sandbox }, show }) => {
  addSubscription(sandbox)
  await show(PAGE)
  await screen.findByText('Nothing needs you.')
  const main = screen.getByRole('main')
  expect(main).toHaveTextContent('1 subscription, 1 on')
  expect(main).toHaveTextContent(/all 0 events of 7 days read/)
  expect(screen.queryByRole('list', { name: 'What needs you' })).not.toBeInTheDocument()
})

test('calls nothing well that it has not seen', async ({ stack: { sandbox }, show }) => {
  addSubscription(sandbox)
  sandbox.state.faults.add({ path: '/events', fault: { does: 'status', status: 500 } })
  await show(PAGE)
  await screen.findByRole('heading', { name: /^The events of 1 subscription are not read as they should be/ })
  expect(screen.queryByText('Nothing needs you.')).not.toBeInTheDocument()
})
