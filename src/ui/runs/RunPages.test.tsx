import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, vi } from 'vitest'
import type { EventSelection } from '../../contract/failed-event.ts'
import { RunOptions } from '../../contract/run.ts'
import { addSubscription, changeUser } from '../../testing/occurrences.ts'
import type { Stack } from '../../testing/stack.ts'
import { test } from '../../testing/test.tsx'
import { paths } from '../address/paths.ts'
import { planState } from '../api/plans.ts'

const heading = (name: string) => screen.findByRole('heading', { level: 1, name })
const button = (name: string | RegExp) => screen.findByRole('button', { name })

/** Events of one subscription that failed, three of them, and that the console has read. */
async function failed({ sandbox, fetch, signIn }: Stack, enabled = true): Promise<EventSelection> {
  const { subscriptionId } = addSubscription(sandbox, { enabled })
  sandbox.state.listeners.set('orders', { does: 'status', status: 302 })
  const ids = [1, 2, 3].flatMap(() => changeUser(sandbox).map(({ id }) => id))
  await vi.waitFor(() =>
    expect(sandbox.state.events.of(subscriptionId).filter(({ state }) => state === 'failure')).toHaveLength(3),
  )
  const list = `http://localhost:3000/api/environments/production/subscriptions/${subscriptionId}/events`
  const cookie = await signIn('viewer')
  await vi.waitFor(async () => {
    const answer = await fetch(new Request(list, { headers: { cookie, 'sec-fetch-site': 'same-origin' } }))
    expect(await answer.json()).toMatchObject({ total: 3 })
  })
  return { by: 'events', events: ids.map((id) => ({ subscriptionId, id })) }
}

/** A run of three events, started by an operator, not by clicking. */
async function started(stack: Stack, enabled = true): Promise<string> {
  const selection = await failed(stack, enabled)
  const id = crypto.randomUUID()
  const run = { id, selection, options: RunOptions.parse({}), name: 'After the outage' }
  expect(await post(stack, '', run)).toBe(201)
  return id
}

/** Makes a call as another operator, under `…/runs`. */
async function post(stack: Stack, path: string, body: object): Promise<number> {
  const headers = {
    cookie: await stack.signIn('operator'),
    'content-type': 'application/json',
    'x-console': '1',
    origin: 'http://localhost:3000',
    'sec-fetch-site': 'same-origin',
  }
  const address = `http://localhost:3000/api/environments/production/runs${path}`
  const answer = await stack.fetch(new Request(address, { method: 'POST', headers, body: JSON.stringify(body) }))
  return answer.status
}

test('plans, starts and shows a run, and starts it once', async ({ stack, show }) => {
  const selection = await failed(stack)
  const router = await show(paths.runs('production'))
  await screen.findByRole('heading', { name: 'No run yet' })
  await router.navigate(paths.newRun('production'), {
    state: planState({ selection, way: 'redelivery', name: 'Failed events' }),
  })
  await screen.findByText(/^3 events of one subscription, one a minute: ends today/)
  const name = screen.getByRole('textbox', { name: 'Name' })
  await userEvent.clear(name)
  expect(screen.getByRole('button', { name: /^Start: first call now/ })).toHaveAccessibleDescription(
    'Give the run a name first',
  )
  await userEvent.type(name, 'After the outage')
  await userEvent.click(screen.getByRole('checkbox', { name: 'Try one event first' }))
  await userEvent.dblClick(await button('Start: one event now, the others after it'))
  await heading('After the outage')
  expect(router.state.location.pathname).toMatch(/\/production\/runs\/[\w-]{36}$/)
  expect(
    within(screen.getByRole('region', { name: 'Progress' })).getByRole('link', { name: /3\s*in all/ }),
  ).toBeVisible()
  expect(await screen.findAllByRole('rowheader', { name: /Updated/ })).toHaveLength(3)
  await router.navigate(paths.runs('production'))
  const row = await screen.findByRole('row', { name: /After the outage/ })
  expect(row).toHaveTextContent('Oskar Operator')
  expect(screen.getAllByRole('row', { name: /After the outage/ })).toHaveLength(1)
})

test('pauses, resumes and cancels a run, and says what each does', async ({ stack, show }) => {
  const run = await started(stack)
  await show(paths.run('production', run))
  await userEvent.click(await button('Pause'))
  await screen.findByText(/^Paused: \d events? not sent yet/)
  expect(screen.getByText('Paused')).toBeVisible()
  await userEvent.click(await button('Resume'))
  await button('Pause')
  await userEvent.click(await button('Cancel…'))
  const dialog = await screen.findByRole('dialog', { name: 'Cancel After the outage?' })
  expect(dialog).toHaveTextContent(/\d events? not sent yet (is|are) dropped from the run/)
  await userEvent.type(within(dialog).getByRole('textbox', { name: 'Reason' }), 'Wrong listener')
  await userEvent.click(within(dialog).getByRole('button', { name: /^Drop \d events?$/ }))
  await vi.waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument())
  const { items } = await stack.store.journal.page({ size: 50 })
  expect(items.map(({ action, reason }) => [action, reason])).toContainEqual(['run.cancel', 'Wrong listener'])
  const { counts } = (await stack.store.runs.detail('production', run, { interval: 60_000 })) ?? {}
  expect(counts?.waiting).toBe(0)
})

test('narrows the events by state, in the address, and offers them as a file', async ({ stack, show }) => {
  const run = await started(stack)
  const router = await show(paths.run('production', run))
  await userEvent.click(await button('Pause'))
  const progress = within(screen.getByRole('region', { name: 'Progress' }))
  await userEvent.click(await progress.findByRole('link', { name: /Held/ }))
  expect(router.state.location.search).toBe('?state=held')
  expect(screen.getByRole('combobox', { name: 'State' })).toHaveDisplayValue(/^Held/)
  expect(screen.getByRole('link', { name: /^CSV/ })).toHaveAttribute(
    'href',
    `/api/environments/production/runs/${run}/items.csv?state=held`,
  )
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'State' }), 'Any state')
  expect(router.state.location.search).toBe('')
})

test('shows on every page that something runs, and the way there', async ({ stack, show }) => {
  const run = await started(stack)
  const router = await show(paths.subscriptions('production'))
  await userEvent.click(await button(/^1 run\s*0 of 3/))
  await userEvent.click(await screen.findByRole('menuitem', { name: /After the outage/ }))
  await heading('After the outage')
  expect(router.state.location.pathname).toBe(paths.run('production', run))
})

test('says how to come to a plan, and who may make one', async ({ show }) => {
  const router = await show(paths.newRun('production'))
  await screen.findByRole('heading', { name: 'Nothing is selected' })
  expect(screen.getByRole('link', { name: 'Go to failed events' })).toHaveAttribute(
    'href',
    paths.failedEvents('production'),
  )
  await router.navigate(paths.run('production', crypto.randomUUID()))
  await screen.findByRole('heading', { name: 'There is no such run here' })
})

test('lets a viewer see runs, and says why they cannot touch them', async ({ stack, show }) => {
  const run = await started(stack)
  const router = await show(paths.run('production', run), { role: 'viewer' })
  expect(await button('Pause')).toHaveAccessibleDescription('Needs the role operator; you are signed in as viewer')
  await router.navigate(paths.newRun('production'))
  await screen.findByRole('heading', { name: 'Runs are started by operators' })
})

test('says what a run waits for, and tells its end on another page, with the way to it', async ({ stack, show }) => {
  const run = await started(stack, false)
  const router = await show(paths.run('production', run))
  await screen.findByText('3 events of Orders sync do not go on by themselves; below it says why.')
  expect(screen.getByRole('row', { name: /^Orders sync/ })).toHaveTextContent(/is off/)
  await router.navigate(paths.runs('production'))
  await button(/^1 run\s*0 of 3/)
  expect(await post(stack, `/${run}/cancel`, {})).toBe(200)
  expect(await screen.findByText('Run cancelled: After the outage')).toBeVisible()
  expect(screen.queryByRole('button', { name: /^1 run/ })).not.toBeInTheDocument()
  expect(screen.getByRole('link', { name: 'Show the run' })).toHaveAttribute('href', paths.run('production', run))
  await router.navigate(paths.run('production', run))
  await screen.findByText('Cancelled: 3 not sent.')
  await waitFor(() => expect(screen.queryByRole('link', { name: 'Show the run' })).not.toBeInTheDocument())
})

test('plans a direct replay at a pace, with what has to be known of it', async ({ stack, show }) => {
  const selection = await failed(stack, false)
  stack.sandbox.state.listeners.set('orders', { does: 'accept' })
  const router = await show(paths.runs('production'))
  await screen.findByRole('heading', { name: 'No run yet' })
  await router.navigate(paths.newRun('production'), {
    state: planState({ selection, way: 'redelivery', name: 'While it was off' }),
  })
  await button('Start: waits for the subscription to be on')
  await userEvent.click(screen.getByRole('button', { name: 'Compare with direct replay and export' }))
  await userEvent.click(screen.getByRole('radio', { name: /^Direct replay/ }))
  expect(screen.getByRole('note')).toHaveTextContent('it still lists these events as failed')
  const pace = await screen.findByRole('textbox', { name: 'Posts a second' })
  await userEvent.clear(pace)
  await userEvent.type(pace, '20')
  await screen.findByText(/^3 events of one subscription, 20 a second: ends today/, { selector: 'p' })
  await userEvent.click(await button(/^Start: first post now/))
  await heading('While it was off')
  await screen.findByText('Done: all 3 were delivered.')
  expect(stack.sandbox.state.listeners.received('orders')).toHaveLength(3)
})
