import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, vi } from 'vitest'
import { addSubscription, changeUser } from '../../../testing/occurrences.ts'
import { test } from '../../../testing/test.tsx'
import { paths } from '../../address/paths.ts'

const LIST = paths.subscriptions('production')
const theSwitch = (title = 'Orders') => screen.findByRole('switch', { name: `Enabled: ${title}` })
const dialog = (name: string) => screen.findByRole('dialog', { name })
const press = (within_: HTMLElement, name: string) => userEvent.click(within(within_).getByRole('button', { name }))
const gone = () => vi.waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument())

test('asks before it turns off, and tells what that does to events', async ({ stack: { sandbox }, show }) => {
  const { subscriptionId } = addSubscription(sandbox, { title: 'Orders' })
  await show(LIST)
  const enabled = await theSwitch()
  enabled.focus()
  await userEvent.keyboard(' ')
  const question = await dialog('Disable Orders?')
  expect(question).toHaveTextContent('Nothing is delivered to orders.listener.example any more')
  expect(question).toHaveTextContent(
    'Events go on being recorded and are marked failed at once. After 7 days they are gone',
  )
  expect(question).toHaveTextContent('they must be redelivered, one a minute')
  await userEvent.keyboard('{Escape}')
  await gone()
  await vi.waitFor(() => expect(enabled).toHaveFocus())
  expect(enabled).toBeChecked()
  expect(sandbox.state.subscriptions.get(subscriptionId)?.enabled).toBe(true)
})

test('turns off, keeps the reason in the journal and says so', async ({ stack: { sandbox, store }, show }) => {
  const { subscriptionId } = addSubscription(sandbox, { title: 'Orders' })
  await show(LIST)
  await userEvent.click(await theSwitch())
  const question = await dialog('Disable Orders?')
  await userEvent.type(within(question).getByRole('textbox', { name: 'Reason' }), 'Listener moves')
  await press(question, 'Disable and keep recording')
  await gone()
  expect(await theSwitch()).not.toBeChecked()
  expect(sandbox.state.subscriptions.get(subscriptionId)?.enabled).toBe(false)
  const { items } = await store.journal.page({ size: 50 })
  expect(items).toMatchObject([{ action: 'subscription.disable', outcome: 'done', reason: 'Listener moves' }])
  expect((await screen.findAllByText('Orders is off')).length).toBeGreaterThan(0)
})

test('says how many failed meanwhile before it turns on, and sends none of them', async ({
  stack: { sandbox },
  show,
}) => {
  const { subscriptionId } = addSubscription(sandbox, { title: 'Orders', enabled: false })
  changeUser(sandbox)
  changeUser(sandbox)
  await show(paths.subscription('production', subscriptionId))
  await screen.findByRole('link', { name: '2 while off' })
  await userEvent.click(await theSwitch())
  const question = await dialog('Enable Orders?')
  expect(question).toHaveTextContent('2 events failed while it was off (as of now)')
  expect(question).toHaveTextContent('They are not sent by themselves: they must be redelivered, one a minute')
  expect(within(question).getByRole('link', { name: 'See what failed while it was off' })).toHaveAttribute(
    'href',
    `${paths.subscriptionFailedEvents('production', subscriptionId)}?cause=off`,
  )
  await press(question, 'Enable')
  const offer = await dialog('Orders is on')
  expect(offer).toHaveTextContent('2 events failed while it was off. Switching on does not send them')
  expect(offer).toHaveTextContent('one a minute, which takes about 2 min')
  expect(within(offer).queryByRole('textbox', { name: 'Reason' })).not.toBeInTheDocument()
  await press(offer, 'Not now')
  await gone()
  expect(await theSwitch()).toBeChecked()
  expect(sandbox.state.events.of(subscriptionId).map(({ state }) => state)).toEqual(['failure', 'failure'])
})

test('rolls back what was refused, and gives the reason where it was asked', async ({ stack: { sandbox }, show }) => {
  addSubscription(sandbox, { title: 'Orders' })
  const fault = { does: 'status', status: 400, details: 'The endpoint is being audited' } as const
  sandbox.state.faults.add({ method: 'PATCH', fault })
  await show(LIST)
  await userEvent.click(await theSwitch())
  const question = await dialog('Disable Orders?')
  await press(question, 'Disable and keep recording')
  expect(await within(question).findByRole('alert')).toHaveTextContent('The endpoint is being audited')
  expect(screen.getByRole('switch', { name: 'Enabled: Orders', hidden: true })).toBeChecked()
  sandbox.state.faults.clear()
  await press(question, 'Disable and keep recording')
  await gone()
  expect(await theSwitch()).not.toBeChecked()
})

test('shows what somebody else changed meanwhile, and lets one choose', async ({ stack: { sandbox }, show }) => {
  const seen = addSubscription(sandbox, { title: 'Orders' })
  await show(LIST)
  await userEvent.click(await theSwitch())
  const question = await dialog('Disable Orders?')
  const theirs = { ...seen, endpoint: 'https://new.listener.example/hooks', updatedAt: sandbox.stamp() }
  sandbox.state.subscriptions.replace(theirs)
  await press(question, 'Disable and keep recording')

  const changed = await dialog('Orders was changed meanwhile')
  expect(changed).toHaveTextContent('Yours was not stored')
  const [endpoint] = within(changed).getAllByRole('definition')
  expect(endpoint).toHaveTextContent('You saw https://orders.listener.example/hooks')
  expect(changed).toHaveTextContent('Theirs https://new.listener.example/hooks')
  expect(sandbox.state.subscriptions.get(seen.subscriptionId)).toEqual(theirs)

  await press(changed, 'Disable it all the same')
  await gone()
  expect(sandbox.state.subscriptions.get(seen.subscriptionId)).toMatchObject({
    enabled: false,
    endpoint: 'https://new.listener.example/hooks',
  })
})

test('has nothing left to ask when somebody else already did it', async ({ stack: { sandbox }, show }) => {
  const seen = addSubscription(sandbox, { title: 'Orders' })
  await show(LIST)
  await userEvent.click(await theSwitch())
  const question = await dialog('Disable Orders?')
  sandbox.state.subscriptions.replace({ ...seen, enabled: false, updatedAt: sandbox.stamp() })
  await press(question, 'Disable and keep recording')
  const settled = await dialog('Orders is off')
  expect(within(settled).queryByRole('button', { name: /Disable/ })).not.toBeInTheDocument()
  await userEvent.click(within(settled).getAllByRole('button', { name: 'Close' }).at(-1) ?? settled)
  await gone()
  expect(await theSwitch()).not.toBeChecked()
})

test('looks again when no answer came, and says how it is', async ({ stack: { sandbox }, show }) => {
  addSubscription(sandbox, { title: 'Orders' })
  sandbox.state.faults.add({ method: 'PATCH', fault: { does: 'reset', when: 'after' }, times: 1 })
  await show(LIST)
  await userEvent.click(await theSwitch())
  await press(await dialog('Disable Orders?'), 'Disable and keep recording')
  expect(await dialog('Orders is off')).toHaveTextContent('Looked again: it is off now. The change arrived')
})

test('shows a viewer the switch and why it is not theirs', async ({ stack: { sandbox }, show }) => {
  addSubscription(sandbox, { title: 'Orders' })
  await show(LIST, { role: 'viewer' })
  const enabled = await theSwitch()
  expect(enabled).toHaveAttribute('aria-disabled', 'true')
  expect(enabled).toHaveAccessibleDescription('Needs the role operator; you are signed in as viewer')
  await userEvent.click(enabled)
  expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
})
