import { render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { MemoryRouter } from 'react-router'
import { afterEach, expect, vi } from 'vitest'
import type { EventItem } from '../../../contract/event.ts'
import { addSubscription } from '../../../testing/occurrences.ts'
import { test } from '../../../testing/test.tsx'
import { App } from '../../../testing/ui.tsx'
import { paths } from '../../address/paths.ts'
import { TestOutcome } from './TestOutcome.tsx'
import type { Verdict } from './test-verdict.ts'

const HOST = 'orders.listener.example'
const button = () => screen.findByRole('button', { name: 'Send test' })
const dialog = (name: string) => screen.findByRole('dialog', { name })
const press = (place: HTMLElement, name: string) => userEvent.click(within(place).getByRole('button', { name }))

afterEach(() => vi.useRealTimers())

test('says what the listener will get, sends it, and does not claim to know the answer', async ({
  stack: { sandbox, store },
  show,
}) => {
  const { subscriptionId } = addSubscription(sandbox, { title: 'Orders' })
  await show(paths.subscriptionSettings('production', subscriptionId))
  await userEvent.click(await button())
  const question = await dialog(`Send a test to ${HOST}?`)
  expect(question).toHaveTextContent('Its events claim is {"test": {"id": "…"}} and nothing else')
  expect(question).toHaveTextContent('It goes past the filter and the event types')
  await userEvent.type(within(question).getByRole('textbox', { name: 'Reason' }), 'New listener')
  await press(question, 'Send test notification')
  const sent = await dialog(`Test sent to ${HOST}`)
  expect(sent).toHaveTextContent('Looking for what the listener answered')
  expect(sandbox.state.listeners.received('orders')).toHaveLength(1)
  const { items } = await store.journal.page({ size: 50 })
  expect(items).toMatchObject([{ action: 'subscription.test', outcome: 'done', reason: 'New listener' }])
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61_000 })
  expect(await within(sent).findByText('Taken; the answer is not known')).toBeVisible()
  expect(sent).toHaveTextContent('whether it stores tests is not documented')
})

test('says why it cannot be sent', async ({ stack: { sandbox }, show }) => {
  const off = addSubscription(sandbox, { title: 'Orders', enabled: false })
  await show(paths.subscriptionSettings('production', off.subscriptionId))
  expect(await button()).toHaveAccessibleDescription(/The subscription is off/)
  await userEvent.click(await button())
  expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
})

test('is not for a viewer', async ({ stack: { sandbox }, show }) => {
  const { subscriptionId } = addSubscription(sandbox, { title: 'Orders' })
  await show(paths.subscriptionSettings('production', subscriptionId), { role: 'viewer' })
  expect(await button()).toHaveAccessibleDescription('Needs the role operator; you are signed in as viewer')
})

test('shows where it was asked that somebody switched it off meanwhile', async ({ stack: { sandbox }, show }) => {
  const subscription = addSubscription(sandbox, { title: 'Orders' })
  await show(paths.subscriptionSettings('production', subscription.subscriptionId))
  await userEvent.click(await button())
  const question = await dialog(`Send a test to ${HOST}?`)
  sandbox.state.subscriptions.replace({ ...subscription, enabled: false, updatedAt: sandbox.stamp() })
  await press(question, 'Send test notification')
  expect(await within(question).findByRole('alert')).toHaveTextContent('The subscription is off')
})

const event: EventItem = {
  id: '11111111-2222-4333-8444-555555555555',
  subscriptionId: '21111111-2222-4333-8444-555555555555',
  createdAt: '2026-11-21T10:00:01Z',
  updatedAt: '2026-11-21T10:00:01Z',
  state: 'success',
  attempts: 1,
  unread: false,
  type: 'test',
  eventId: null,
  entityType: null,
  attributes: [],
  user: null,
  application: null,
  client: null,
  occurredAt: null,
  listenerStatus: 200,
  listenerError: null,
  cause: null,
  expiresAt: '2026-11-28T10:00:01Z',
}

test.for<[Partial<EventItem>, string]>([
  [{}, 'Delivered' + 'The listener answered 200 after 1 attempt.'],
  [{ listenerStatus: null }, 'Delivered' + 'The listener accepted it after 1 attempt.'],
  [
    { state: 'awaiting-retry', listenerStatus: 503, cause: 'server-error' },
    'Waiting to retry' + 'The listener answered 503 after 1 attempt. Identity Cloud tries again by itself.',
  ],
  [
    { state: 'failure', attempts: 6, listenerStatus: null, cause: 'tls' },
    'Failed' + 'No answer (TLS failed) after 6 attempts.',
  ],
])('tells the answer where the event store has it: %j', ([differs, words]) => {
  const verdict: Verdict = { is: 'answered', event: { ...event, ...differs } }
  const place = { environment: 'production', subscription: { id: event.subscriptionId }, waited: 3_000 }
  render(
    <App>
      <MemoryRouter>
        <TestOutcome {...place} verdict={verdict} onLeave={() => {}} />
      </MemoryRouter>
    </App>,
  )
  expect(screen.getByRole('status')).toHaveTextContent(words)
  expect(screen.getByRole('link', { name: 'Open its event' })).toHaveAttribute(
    'href',
    paths.event('production', event.subscriptionId, event.id),
  )
})
