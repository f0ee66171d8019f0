import { cleanup, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, vi } from 'vitest'
import { addSubscription, changeUser } from '../../testing/occurrences.ts'
import { test } from '../../testing/test.tsx'
import { paths } from '../address/paths.ts'

test('lists the events of a subscription with what the listener answered', async ({ stack: { sandbox }, show }) => {
  const { subscriptionId } = addSubscription(sandbox)
  sandbox.state.listeners.set('orders', { does: 'status', status: 302 })
  changeUser(sandbox, ['email', 'givenName'])
  await vi.waitFor(() => expect(sandbox.state.events.of(subscriptionId)[0]?.state).toBe('failure'))

  await show(paths.subscription('production', subscriptionId))
  const table = await screen.findByRole('table', { name: 'Events' })
  const row = within(table).getByRole('row', { name: /email, givenName/ })
  expect(row).toHaveTextContent('Failed')
  expect(row).toHaveTextContent('302 redirect')
})

test('redelivers a failed event, follows it to its end and journals it', async ({
  stack: { sandbox, store },
  show,
}) => {
  const { subscriptionId } = addSubscription(sandbox)
  sandbox.state.listeners.set('orders', { does: 'status', status: 302 })
  const [event] = changeUser(sandbox)
  await vi.waitFor(() => expect(event?.state).toBe('failure'))
  sandbox.state.listeners.set('orders', { does: 'accept' })

  await show(paths.event('production', subscriptionId, event?.id ?? ''))
  const drawer = await screen.findByRole('dialog', { name: 'Event' })
  expect(await within(drawer).findByText('Signature verified')).toBeVisible()
  await userEvent.click(within(drawer).getByRole('button', { name: 'Redeliver' }))
  const question = await screen.findByRole('dialog', { name: 'Redeliver this event?' })
  await userEvent.type(within(question).getByRole('textbox', { name: 'Reason' }), 'Listener repaired')
  await userEvent.click(within(question).getByRole('button', { name: 'Redeliver' }))

  expect(await within(drawer).findAllByText('Delivered', {}, { timeout: 10_000 })).not.toEqual([])
  expect(sandbox.state.listeners.received('orders').map(({ answer }) => answer)).toHaveLength(2)
  const { items } = await store.journal.page({ size: 50 })
  expect(items).toMatchObject([{ action: 'event.redeliver', outcome: 'done', reason: 'Listener repaired' }])
})

test('says why a viewer cannot redeliver', async ({ stack: { sandbox }, show }) => {
  const { subscriptionId } = addSubscription(sandbox, { enabled: false })
  const [event] = changeUser(sandbox)
  await show(paths.event('production', subscriptionId, event?.id ?? ''), { role: 'viewer' })
  const button = await screen.findByRole('button', { name: 'Redeliver' })
  expect(button).toHaveAttribute('aria-disabled', 'true')
  expect(button).toHaveAccessibleDescription('Needs the role operator; you are signed in as viewer')
})

test('says when the turn of a second event is, and still does after a reload', async ({ stack: { sandbox }, show }) => {
  const { subscriptionId } = addSubscription(sandbox)
  sandbox.state.listeners.set('orders', { does: 'status', status: 302 })
  const [first] = changeUser(sandbox)
  const [second] = changeUser(sandbox)
  await vi.waitFor(() => expect([first?.state, second?.state]).toEqual(['failure', 'failure']))
  sandbox.state.listeners.set('orders', { does: 'accept' })

  const redeliver = async (eventId: string | undefined) => {
    const router = await show(paths.event('production', subscriptionId, eventId ?? ''))
    await userEvent.click(await screen.findByRole('button', { name: 'Redeliver' }))
    const question = await screen.findByRole('dialog', { name: 'Redeliver this event?' })
    await userEvent.click(within(question).getByRole('button', { name: 'Redeliver' }))
    return router
  }
  await redeliver(first?.id)
  expect(await screen.findAllByText('Delivered')).not.toEqual([])
  cleanup()
  await redeliver(second?.id)
  expect(await screen.findByText(/^Goes out in (\d+ s|1 min)/)).toBeVisible()
  cleanup()
  await show(paths.event('production', subscriptionId, second?.id ?? ''))
  expect(await screen.findByText(/goes out/)).toHaveTextContent(/^goes out in (\d+ s|1 min)/)
  expect(screen.getByRole('button', { name: 'Redeliver' })).toHaveAccessibleDescription('It is in the queue already')
})

test('posts the stored token directly, after saying what that means', async ({ stack: { sandbox, store }, show }) => {
  const { subscriptionId } = addSubscription(sandbox)
  sandbox.state.listeners.set('orders', { does: 'status', status: 302 })
  const [event] = changeUser(sandbox)
  await vi.waitFor(() => expect(event?.state).toBe('failure'))
  sandbox.state.listeners.set('orders', { does: 'accept' })

  await show(paths.event('production', subscriptionId, event?.id ?? ''))
  await userEvent.click(await screen.findByRole('button', { name: 'Replay directly…' }))
  const question = await screen.findByRole('dialog', { name: 'Post the stored token directly?' })
  expect(question).toHaveTextContent('it still lists the event as failed')
  expect(question).toHaveTextContent('has to recognise it by its id')
  await userEvent.click(within(question).getByRole('button', { name: 'Post it now' }))
  await vi.waitFor(() => expect(sandbox.state.listeners.received('orders')).toHaveLength(2))
  expect(event?.state).toBe('failure')
  // The listener has the token before the console has its answer, which it then journals.
  const journaled = async () => (await store.journal.page({ size: 50 })).items.map(({ action }) => action)
  await vi.waitFor(async () => expect(await journaled()).toContain('event.replay'))
})

test('leads from an event to what else happened to its user', async ({ stack: { sandbox }, show }) => {
  const { subscriptionId } = addSubscription(sandbox)
  sandbox.state.listeners.set('orders', { does: 'status', status: 302 })
  const users = ['6f1c2a9e-0b57-4d38-9a64-2f0e8c1b7d01', '6f1c2a9e-0b57-4d38-9a64-2f0e8c1b7d02']
  const [event] = users.flatMap((user) => changeUser(sandbox, ['email'], user))
  await vi.waitFor(() => expect(event?.state).toBe('failure'))

  const router = await show(paths.event('production', subscriptionId, event?.id ?? ''))
  const drawer = await screen.findByRole('dialog', { name: 'Event' })
  const elsewhere = await within(drawer).findByRole('link', { name: 'failed anywhere' })
  expect(elsewhere).toHaveAttribute('href', `/production/failed-events?user=${users[0]}`)
  await userEvent.click(within(drawer).getByRole('link', { name: 'in this subscription' }))
  await vi.waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument())
  expect(router.state.location.search).toBe(`?user=${users[0]}`)
  const rows = () => within(screen.getByRole('table', { name: 'Events' })).getAllByRole('row')
  await vi.waitFor(() => expect(rows()).toHaveLength(2))
})
