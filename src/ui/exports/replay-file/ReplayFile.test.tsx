import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, vi } from 'vitest'
import { DAY_MICROS } from '../../../sandbox/base/time.ts'
import { addSubscription, changeUser } from '../../../testing/occurrences.ts'
import type { Stack } from '../../../testing/stack.ts'
import { test } from '../../../testing/test.tsx'
import { paths } from '../../address/paths.ts'

const PAGE = paths.replayFile('production')
const button = (name: RegExp) => screen.findByRole('button', { name })
const choose = async (text: string, name = 'failed-events-Orders.ndjson') =>
  userEvent.upload(await screen.findByLabelText('Downloaded export'), new File([text], name), {
    applyAccept: false,
  })

/** Two failed events of Orders, and the file of their export. */
const exported = async ({ sandbox }: Stack) => {
  const subscription = addSubscription(sandbox, { title: 'Orders' })
  sandbox.state.listeners.set('orders', { does: 'status', status: 302 })
  const events = [...changeUser(sandbox), ...changeUser(sandbox)]
  await vi.waitFor(() => expect(events.map(({ state }) => state)).toEqual(['failure', 'failure']))
  const [customer] = sandbox.customers
  const base = `${sandbox.options.baseUrl}/${customer?.customerId}`
  const token = await sandbox.fetch(
    new Request(`${base}/login/token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'client_credentials', scope: '*:webhooks/**' }),
      headers: { authorization: `Basic ${btoa(`${customer?.clientId}:${customer?.clientSecret}`)}` },
    }),
  )
  const { access_token } = await token.json()
  const call = (path: string, method = 'GET') =>
    sandbox.fetch(
      new Request(`${base}/webhooks/subscriptions/${subscription.subscriptionId}/exports${path}`, {
        method,
        headers: { authorization: `Bearer ${access_token}` },
      }),
    )
  sandbox.options.exportDuration = 1
  const { id } = await (await call('', 'POST')).json()
  await vi.waitFor(() => expect(sandbox.state.exports.get(id)?.state).toBe('completed'))
  return { subscription, text: await (await call(`/${id}/download`)).text() }
}

test('looks through a file, says what replaying it means, and leads to its run', async ({ stack, show }) => {
  const { text, subscription } = await exported(stack)
  stack.sandbox.state.listeners.set('orders', { does: 'accept' })
  const router = await show(PAGE)
  await choose(text)
  expect(await screen.findByRole('region', { name: 'The chosen file' })).toHaveTextContent(/KB, 2 events/)
  expect(await screen.findByDisplayValue('Orders')).toBeVisible()
  expect(screen.getByText(/As the file says; its listener is https:\/\/orders/)).toBeVisible()
  const meaning = screen.getByRole('region', { name: 'What this means' })
  expect(meaning).toHaveTextContent('Identity Cloud does not learn of it: it still lists the events as failed')
  expect(meaning).not.toHaveTextContent('audience')
  await userEvent.type(screen.getByRole('textbox', { name: 'Reason' }), 'Redelivery is too slow')
  await userEvent.click(await button(/^Post 2 events to orders.listener.example$/))
  await vi.waitFor(() => expect(router.state.location.pathname).toMatch(/^\/production\/runs\/[0-9a-f-]{36}$/))
  const run = router.state.location.pathname.split('/').at(-1)
  const { items } = await stack.store.journal.page({ size: 50 })
  expect(items.find(({ action }) => action === 'run.start')).toMatchObject({
    target: { id: run, title: 'Replay of failed-events-Orders', subscriptionId: subscription.subscriptionId },
    reason: 'Redelivery is too slow',
    outcome: 'done',
  })
})

test('shows lines that cannot be used by number, and sends the others only when asked to', async ({ stack, show }) => {
  const { text } = await exported(stack)
  const router = await show(PAGE)
  await choose(`${text}{"id": "cut o\n`)
  const broken = await screen.findByRole('region', { name: '1 line cannot be used' })
  expect(broken).toHaveTextContent('Line 3 is not JSON')
  await screen.findByDisplayValue('Orders')
  expect(await button(/^Post 2 events/)).toHaveAccessibleDescription(/1 line cannot be used: leave them out/)
  await userEvent.click(within(broken).getByRole('checkbox', { name: 'Leave this line out' }))
  await userEvent.click(await button(/^Post 2 events/))
  await vi.waitFor(() => expect(router.state.location.pathname).toMatch(/\/runs\/[0-9a-f-]{36}$/))
})

test('tells what only the server can see, and offers to do without', async ({ stack, show }) => {
  const { text } = await exported(stack)
  await show(PAGE)
  const [first = '', second = ''] = text.trimEnd().split('\n')
  const forged = JSON.parse(second)
  forged.request.payload = `${forged.request.payload.slice(0, -40)}${'A'.repeat(40)}`
  await choose(`${first}\n${JSON.stringify(forged)}\n`)
  await screen.findByDisplayValue('Orders')
  await userEvent.click(await button(/^Post 2 events/))
  expect(await screen.findByRole('alert')).toHaveTextContent('1 of 2 lines cannot be used')
  const broken = screen.getByRole('region', { name: '1 line cannot be used' })
  expect(broken).toHaveTextContent(/Line 2 holds a token that is not/)
})

test('asks for a tick of its own before old tokens are posted', async ({ stack, show }) => {
  const { subscription } = await exported(stack)
  const lines = stack.sandbox.state.events.of(subscription.subscriptionId).map(({ payload: _, ...event }) => {
    const longAgo = { ...event, createdAt: event.createdAt - 8 * DAY_MICROS }
    return JSON.stringify({ id: event.id, token: stack.sandbox.signer.payload(longAgo) })
  })
  const router = await show(PAGE)
  await choose(lines.join('\n'))
  const select = await screen.findByRole('combobox', { name: 'Subscription' })
  await userEvent.type(select, 'Orders')
  await userEvent.click(await screen.findByRole('option', { name: /Orders/, hidden: true }))
  const old = await screen.findByRole('region', { name: '2 tokens are older than 7 days' })
  expect(await button(/^Post 2 events/)).toHaveAccessibleDescription(/older than 7 days: say/)
  await userEvent.click(within(old).getByRole('checkbox', { name: 'Post old tokens as well' }))
  await userEvent.click(await button(/^Post 2 events/))
  await vi.waitFor(() => expect(router.state.location.pathname).toMatch(/\/runs\/[0-9a-f-]{36}$/))
})

test('warns when the tokens were made for another endpoint, or are another subscription’s', async ({ stack, show }) => {
  const { text, subscription } = await exported(stack)
  stack.sandbox.state.subscriptions.replace({ ...subscription, endpoint: 'https://new.listener.example/hooks' })
  addSubscription(stack.sandbox, { title: 'CRM' })
  await show(PAGE)
  await choose(text)
  await screen.findByDisplayValue('Orders')
  expect(screen.getByText(/2 tokens were made for another endpoint/)).toBeVisible()
  const select = screen.getByRole('combobox', { name: 'Subscription' })
  await userEvent.clear(select)
  await userEvent.type(select, 'CRM')
  await userEvent.click(await screen.findByRole('option', { name: /CRM/, hidden: true }))
  const post = await screen.findByRole('button', { name: /^Post the events$/ })
  expect(post).toHaveAccessibleDescription('None of the events in this file is of the chosen subscription')
})

test('is not for a viewer', async ({ show }) => {
  await show(PAGE, { role: 'viewer' })
  expect(await screen.findByRole('heading', { name: 'No file can be replayed here' })).toBeVisible()
  expect(screen.getByText('Needs the role operator; you are signed in as viewer.')).toBeVisible()
  expect(screen.queryByLabelText('Downloaded export')).not.toBeInTheDocument()
})
