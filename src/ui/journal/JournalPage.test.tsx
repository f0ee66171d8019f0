import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, vi } from 'vitest'
import type { JournalBeginning } from '../../store/journal/journal.ts'
import type { Stack } from '../../testing/stack.ts'
import { test } from '../../testing/test.tsx'
import { paths } from '../address/paths.ts'

const JOURNAL = paths.journal('production')
const SUBSCRIPTION = '8f14e45f-ceea-467f-a8b1-0000000000c2'

const switchOff = (differs: Partial<JournalBeginning> = {}): JournalBeginning => ({
  actor: { id: 'u1', name: 'Oskar Operator' },
  role: 'operator',
  environment: 'production',
  action: 'subscription.disable',
  target: { type: 'subscription', id: SUBSCRIPTION, title: 'Orders', subscriptionId: SUBSCRIPTION },
  before: { title: 'Orders', enabled: true },
  after: { title: 'Orders', enabled: false },
  reason: 'Listener moves',
  requestId: 'req-1',
  ...differs,
})

const write = async ({ store }: Stack, entry: JournalBeginning, outcome: 'done' | 'refused' = 'done') =>
  store.journal.finish(await store.journal.begin(entry), {
    outcome,
    upstreamStatus: outcome === 'done' ? 200 : 409,
    problem: outcome === 'done' ? null : 'Identity Cloud refused it',
  })

const table = () => screen.findByRole('table', { name: 'Journal' })
const rowOf = async (name: RegExp) => within(await table()).findByRole('row', { name })
const said = () => screen.getAllByRole('rowheader').map((cell) => cell.textContent)

test('tells an administrator who did what, from what to what, why and how it ended', async ({ stack, show }) => {
  await write(stack, switchOff())
  await show(JOURNAL, { role: 'administrator' })
  const row = await rowOf(/Turned off Orders/)
  expect(row).toHaveTextContent('Oskar Operator')
  expect(row).toHaveTextContent('OnOff')
  expect(row).toHaveTextContent('Listener moves')
  expect(row).toHaveTextContent('Done')
  expect(within(row).getByRole('link', { name: 'Orders' })).toHaveAttribute(
    'href',
    paths.subscription('production', SUBSCRIPTION),
  )
})

test('opens an entry: what differs, and the request to quote; the address says which', async ({ stack, show }) => {
  await write(stack, switchOff())
  const router = await show(JOURNAL, { role: 'administrator' })
  await rowOf(/Turned off Orders/)
  const details = screen.getByRole('button', { name: 'Details: Turned off Orders' })
  await userEvent.click(details)
  expect(details).toHaveAttribute('aria-expanded', 'true')
  const changed = within(screen.getByRole('table', { name: 'Changed values' })).getAllByRole('row')
  expect(changed.map((row) => row.textContent)).toEqual(['ChangedBeforeAfter', 'enabledtruefalse'])
  expect(screen.getByText('req-1')).toBeVisible()
  expect(router.state.location.search).toMatch(/^\?entry=/)
  await userEvent.click(details)
  expect(router.state.location.search).toBe('')
})

test('narrows by person, target, action and outcome, in the address', async ({ stack, show }) => {
  await write(stack, switchOff())
  await write(stack, switchOff({ actor: { id: 'u2', name: 'Ada Administrator' } }), 'refused')
  await write(
    stack,
    switchOff({
      action: 'subscription.enable',
      target: { type: 'subscription', id: SUBSCRIPTION, title: 'Newsletter', subscriptionId: SUBSCRIPTION },
    }),
  )
  const router = await show(JOURNAL, { role: 'administrator' })
  await table()
  expect(said()).toHaveLength(3)
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Action' }), 'Turned on')
  await vi.waitFor(() => expect(said()).toEqual([expect.stringContaining('Turned on Newsletter')]))
  expect(router.state.location.search).toBe('?action=subscription.enable')
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Action' }), 'Any action')
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Outcome' }), 'Refused')
  await vi.waitFor(() => expect(screen.queryByText('Oskar Operator')).not.toBeInTheDocument())
  await userEvent.type(screen.getByRole('searchbox', { name: 'Title or id' }), 'newsletter')
  await screen.findByRole('heading', { name: 'No entries match' })
  await userEvent.click(screen.getByRole('button', { name: 'Clear search and filters' }))
  await vi.waitFor(() => expect(said()).toHaveLength(3))
  expect(router.state.location.search).toBe('')
})

test('looks at this environment, or at all of them and at sign-ins', async ({ stack, show }) => {
  await write(stack, switchOff({ environment: 'staging' }))
  await show(JOURNAL, { role: 'administrator' })
  await screen.findByRole('heading', { name: 'Nothing was changed yet' })
  await userEvent.selectOptions(
    screen.getByRole('combobox', { name: 'Environments' }),
    'All environments, sign-ins too',
  )
  expect(await rowOf(/Turned off Orders/)).toHaveTextContent('Turned off Orders in Staging')
})

test('tells sign-ins and what was refused: from where, how often, and which values came', async ({ stack, show }) => {
  const seen = { environment: null, before: null, reason: null, requestId: 'req-9' }
  const nobody = { id: '', name: '' }
  const from = (address: string, times: number) => ({ addresses: [address], times })
  await stack.store.journal.record(
    {
      ...{ ...seen, actor: { id: 'u5', name: 'Gus Guest' }, role: null, action: 'session.refused' },
      target: { type: 'session', id: '203.0.113.9', title: 'Gus Guest', subscriptionId: null },
      after: { ...from('203.0.113.9', 1), claim: 'groups', values: ['guests', 'staf'] },
    },
    { outcome: 'refused', problem: 'No value of the claim “groups” gives a role' },
  )
  await stack.store.journal.record(
    {
      ...{ ...seen, actor: nobody, role: null, action: 'session.refused', after: from('203.0.113.7', 499) },
      target: { type: 'session', id: '203.0.113.7', title: '', subscriptionId: null },
    },
    { outcome: 'refused', problem: 'Too many sign-ins from this address' },
  )
  await stack.store.journal.record(
    {
      ...{ ...seen, environment: 'production', actor: { id: 'u1', name: 'Oskar Operator' }, role: 'operator' },
      ...{ action: 'request.refused', after: from('203.0.113.8', 1) },
      target: { type: 'request', id: 'DELETE /api/x', title: 'subscription.delete', subscriptionId: null },
    },
    { outcome: 'refused', problem: 'Needs the role administrator; you are signed in as operator' },
  )
  await show(`${JOURNAL}?scope=everywhere`, { role: 'administrator' })
  expect(await rowOf(/Tried to delete a subscription in Production/)).toHaveTextContent('Refused')
  expect(await rowOf(/Tried to sign in 499 more times/)).toHaveTextContent('Not known')
  const guest = await rowOf(/Gus Guest/)
  await userEvent.click(within(guest).getByRole('button'))
  const facts = screen.getByText('203.0.113.9').closest('dl')
  expect(facts).toHaveTextContent('Valuesguests, staf in the claim “groups”')
  expect(facts).toHaveTextContent('ProblemNo value of the claim “groups” gives a role')
})

test('says to everybody else why not, and asks the server nothing', async ({ stack, show }) => {
  await show(JOURNAL, { role: 'operator' })
  await screen.findByRole('heading', { name: 'The journal is for administrators' })
  expect(screen.getByText(/Needs the role administrator; you are signed in as operator/)).toBeVisible()
  expect(screen.getByRole('link', { name: 'Journal' })).toHaveAttribute('aria-disabled', 'true')
  expect(stack.log.filter((line) => line.includes('/api/journal'))).toEqual([])
})
