import { fireEvent, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, vi } from 'vitest'
import type { Sandbox } from '../../../sandbox/sandbox.ts'
import { addSubscription } from '../../../testing/occurrences.ts'
import { test } from '../../../testing/test.tsx'
import { paths } from '../../address/paths.ts'

const LIST = paths.subscriptions('production')
const box = (title: string) => screen.findByRole('checkbox', { name: `Select ${title}` })
const bar = () => screen.findByRole('region', { name: 'Selected subscriptions' })
const dialog = (name: string) => screen.findByRole('dialog', { name })
const press = (place: HTMLElement, name: string) => userEvent.click(within(place).getByRole('button', { name }))
/** `Feed-1` to `Feed-n`; the third is off. */
const addFeeds = (sandbox: Sandbox, number: number) =>
  Array.from({ length: number }, (_, at) => addSubscription(sandbox, { title: `Feed-${at + 1}`, enabled: at !== 2 }))
const states = (sandbox: Sandbox) => sandbox.state.subscriptions.all().map(({ enabled }) => enabled)

test('selects a row, a range and a page, and takes them out again', async ({ stack: { sandbox }, show }) => {
  addFeeds(sandbox, 5)
  await show(LIST, { role: 'viewer' })
  await userEvent.click(await box('Feed-2'))
  fireEvent.click(await box('Feed-4'), { shiftKey: true })
  expect(await bar()).toHaveTextContent('3 subscriptions selected')
  expect(await box('Feed-3')).toBeChecked()
  const page = screen.getByRole('checkbox', { name: 'Select this page' })
  expect(page).toBePartiallyChecked()
  await userEvent.click(page)
  expect(await bar()).toHaveTextContent('5 subscriptions selected')
  expect(within(await bar()).getByRole('button', { name: 'Switch off' })).toHaveAccessibleDescription(
    'Needs the role operator; you are signed in as viewer',
  )
  await press(await bar(), 'Clear')
  expect(screen.queryByRole('region', { name: 'Selected subscriptions' })).not.toBeInTheDocument()
})

test('switches off those that are on, one after the other, with the reason in the journal', async ({
  stack: { sandbox, store },
  show,
}) => {
  addFeeds(sandbox, 3)
  await show(LIST)
  await userEvent.click(await screen.findByRole('checkbox', { name: 'Select this page' }))
  await press(await bar(), 'Switch off')
  const question = await dialog('Switch off 2 subscriptions?')
  expect(question).toHaveTextContent('Nothing is delivered to their listeners any more')
  expect(question).toHaveTextContent('1 selected one is off already and not touched')
  const named = within(question).getByRole('list', { name: 'The selected subscriptions' })
  expect(
    within(named)
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent),
  ).toEqual(['Feed-1', 'Feed-2'])
  await userEvent.type(within(question).getByRole('textbox', { name: 'Reason' }), 'Listeners move')
  await press(question, 'Switch off 2 and keep recording')
  const done = await dialog('2 subscriptions are off')
  expect(done).toHaveTextContent('2 switched off.')
  expect(states(sandbox)).toEqual([false, false, false])
  const { items } = await store.journal.page({ size: 50 })
  expect(items.map(({ action, reason }) => `${action}: ${reason}`)).toEqual([
    'subscription.disable: Listeners move',
    'subscription.disable: Listeners move',
  ])
  await userEvent.click(within(done).getAllByRole('button', { name: 'Close' }).at(-1) ?? done)
  await vi.waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument())
})

test('keeps what was refused or changed meanwhile with the reason, and tries only that again', async ({
  stack: { sandbox },
  show,
}) => {
  const [first, second] = addFeeds(sandbox, 2)
  if (!first || !second) throw new Error('There are two')
  await show(LIST)
  await userEvent.click(await screen.findByRole('checkbox', { name: 'Select this page' }))
  await press(await bar(), 'Switch off')
  const question = await dialog('Switch off 2 subscriptions?')
  const fault = { does: 'status', status: 400, details: 'The endpoint is being audited' } as const
  sandbox.state.faults.add({ method: 'PATCH', fault, times: 2 })
  const theirs = { ...second, title: 'Renamed', updatedAt: sandbox.stamp() }
  sandbox.state.subscriptions.replace(theirs)
  await press(question, 'Switch off 2 and keep recording')
  const left = await dialog('2 of 2 are not off')
  expect(left).toHaveTextContent('0 switched off, 1 refused, 1 not switched because somebody else changed them.')
  const [one, other] = within(left).getAllByRole('listitem')
  expect(one).toHaveTextContent('The endpoint is being audited')
  expect(other).toHaveTextContent('Somebody else changed its title; trying again leaves that as it is')
  expect(states(sandbox)).toEqual([true, true])
  await press(left, 'Try 2 again')
  await dialog('2 subscriptions are off')
  expect(sandbox.state.subscriptions.get(second.subscriptionId)).toMatchObject({ enabled: false, title: 'Renamed' })
})

test('says why nothing can be switched', async ({ stack: { sandbox }, show }) => {
  addFeeds(sandbox, 3)
  await show(LIST)
  await userEvent.click(await box('Feed-3'))
  const off = within(await bar()).getByRole('button', { name: 'Switch off' })
  expect(off).toHaveAccessibleDescription('All of them are off already')
  await userEvent.click(off)
  expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
})
