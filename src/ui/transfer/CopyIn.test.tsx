import { fireEvent, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, vi } from 'vitest'
import type { Draft } from '../../contract/draft.ts'
import type { Sandbox } from '../../sandbox/sandbox.ts'
import { addSubscription } from '../../testing/occurrences.ts'
import { test } from '../../testing/test.tsx'
import { paths } from '../address/paths.ts'

const COPY_IN = paths.copyIn('production')

const draft = (given: Partial<Draft> = {}): Draft => ({
  title: 'Orders',
  endpoint: 'https://orders.listener.example/hooks',
  events: ['entityCreated', 'entityUpdated', 'entityDeleted'],
  enabled: true,
  filter: null,
  ...given,
})
const textOf = (...subscriptions: Draft[]) =>
  JSON.stringify({ format: 'webhooks-subscriptions/1', environment: 'staging', subscriptions })

const paste = async (text: string) => {
  const field = await screen.findByRole('textbox', { name: 'Or paste it as JSON' })
  fireEvent.change(field, { target: { value: text } })
  await userEvent.click(screen.getByRole('button', { name: 'Read the pasted text' }))
}
const rowOf = async (title: string) => {
  const box = await screen.findByRole('checkbox', { name: `Take in ${title}` })
  return { box, row: box.closest('li') as HTMLElement }
}
const storedOf = (sandbox: Sandbox, title: string) =>
  sandbox.state.subscriptions.of(sandbox.customers[0]?.customerId ?? '').find((one) => one.title === title)

test('shows what a file would do, does what is chosen and keeps each result', async ({
  stack: { sandbox, store },
  show,
}) => {
  const orders = addSubscription(sandbox, { title: 'Orders' })
  addSubscription(sandbox, { title: 'Same' })
  await show(COPY_IN, { role: 'administrator' })
  const text = textOf(
    draft({ endpoint: 'https://new.listener.example/hooks' }),
    draft({ title: 'Same' }),
    draft({ title: 'Invoices', enabled: false }),
    draft({ title: 'Left out' }),
  )
  await paste(text)
  const direction = await screen.findByRole('region', { name: 'From where to where' })
  expect(direction).toHaveTextContent('StagingProduction')
  const change = await rowOf('Orders')
  expect(change.row).toHaveTextContent('Here now https://orders.listener.example/hooks')
  expect(change.row).toHaveTextContent('Then https://new.listener.example/hooks')
  expect(screen.getByText('1 the same already')).toBeInTheDocument()
  await userEvent.click((await rowOf('Left out')).box)
  await userEvent.type(screen.getByRole('textbox', { name: 'Reason' }), 'Release 7')
  await userEvent.click(screen.getByRole('button', { name: 'Create 1 and change 1 in Production' }))

  expect(await screen.findByText(/1 created, 1 changed\./)).toBeVisible()
  expect((await rowOf('Orders')).row).toHaveTextContent('Changed')
  expect((await rowOf('Invoices')).row).toHaveTextContent('Created')
  expect(sandbox.state.subscriptions.get(orders.subscriptionId)).toMatchObject({
    endpoint: 'https://new.listener.example/hooks',
  })
  expect(storedOf(sandbox, 'Invoices')).toMatchObject({ enabled: false })
  expect(storedOf(sandbox, 'Left out')).toBeUndefined()
  const { items } = await store.journal.page({ size: 50 })
  expect(items.map(({ action, reason }) => `${action}: ${reason}`).sort()).toEqual([
    'subscription.create: Release 7',
    'subscription.edit: Release 7',
  ])
})

test('takes nothing of a file that has a mistake, and tells each with its place', async ({ show }) => {
  await show(COPY_IN, { role: 'administrator' })
  await paste(textOf(draft(), draft({ title: 'X' })))
  const problems = await screen.findByRole('alert')
  expect(problems).toHaveTextContent('The pasted text cannot be taken in: 1 problem')
  expect(problems).toHaveTextContent('Subscription 2, “X”, title: must have 2 to 200 characters')
  expect(problems).toHaveFocus()
  expect(screen.getByRole('textbox', { name: 'Or paste it as JSON' })).not.toHaveValue('')
})

test('keeps what was refused, says why, and tries only that again', async ({ stack: { sandbox }, show }) => {
  const fault = { does: 'status', status: 400, details: 'Not on a Sunday' } as const
  sandbox.state.faults.add({ method: 'POST', path: '/subscriptions', fault, times: 1 })
  await show(COPY_IN, { role: 'administrator' })
  await paste(textOf(draft({ title: 'First' }), draft({ title: 'Second' })))
  await userEvent.click(await screen.findByRole('button', { name: 'Create 2 in Production' }))
  expect(await screen.findByText(/1 created, 0 changed, 1 refused\./)).toBeVisible()
  expect((await rowOf('First')).row).toHaveTextContent('Not on a Sunday')
  await userEvent.click(screen.getByRole('button', { name: 'Try the failed one again' }))
  expect(await screen.findByText(/2 created, 0 changed\./)).toBeVisible()
  const all = sandbox.state.subscriptions.of(sandbox.customers[0]?.customerId ?? '')
  expect(all.map(({ title }) => title).sort()).toEqual(['First', 'Second'])
})

test('does not overwrite what somebody else changed after the preview, and shows it', async ({
  stack: { sandbox },
  show,
}) => {
  const seen = addSubscription(sandbox, { title: 'Orders' })
  await show(COPY_IN, { role: 'administrator' })
  await paste(textOf(draft({ endpoint: 'https://new.listener.example/hooks' })))
  const button = await screen.findByRole('button', { name: 'Change 1 in Production' })
  const theirs = { ...seen, enabled: false, updatedAt: sandbox.stamp() }
  sandbox.state.subscriptions.replace(theirs)
  await userEvent.click(button)
  expect(await screen.findByText(/1 not stored because somebody else changed it\./)).toBeVisible()
  const { row } = await rowOf('Orders')
  expect(row).toHaveTextContent('Changed meanwhile')
  expect(row).toHaveTextContent('Here now Off')
  expect(sandbox.state.subscriptions.get(seen.subscriptionId)).toEqual(theirs)
  await userEvent.click(screen.getByRole('button', { name: 'Try the failed one again' }))
  expect(await screen.findByText(/0 created, 1 changed\./)).toBeVisible()
  expect(sandbox.state.subscriptions.get(seen.subscriptionId)).toMatchObject({
    enabled: true,
    endpoint: 'https://new.listener.example/hooks',
  })
})

test('does not repeat what nobody knows of; comparing again shows what is there', async ({
  stack: { sandbox },
  show,
}) => {
  sandbox.state.faults.add({
    method: 'POST',
    path: '/subscriptions',
    fault: { does: 'reset', when: 'before' },
    times: 1,
  })
  await show(COPY_IN, { role: 'administrator' })
  await paste(textOf(draft()))
  await userEvent.click(await screen.findByRole('button', { name: 'Create 1 in Production' }))
  expect(await screen.findByText(/of 1 nobody knows\./)).toBeVisible()
  expect(screen.getByRole('button', { name: /again$/ })).toHaveAccessibleName('Compare again')
  await userEvent.click(screen.getByRole('button', { name: 'Compare again' }))
  await userEvent.click(await screen.findByRole('button', { name: 'Create 1 in Production' }))
  expect(await screen.findByText(/1 created, 0 changed\./)).toBeVisible()
})

test('asks before one leaves while it is under way, and stops where one wants', async ({
  stack: { sandbox },
  show,
}) => {
  sandbox.state.faults.add({ method: 'POST', path: '/subscriptions', fault: { does: 'delay', milliseconds: 3_000 } })
  const router = await show(COPY_IN, { role: 'administrator' })
  await paste(textOf(draft({ title: 'First' }), draft({ title: 'Second' })))
  await userEvent.click(await screen.findByRole('button', { name: 'Create 2 in Production' }))
  await userEvent.click(screen.getByRole('button', { name: 'Stop after this one' }))
  const other = screen.getByRole('button', { name: 'Another file' })
  expect(other).toHaveAccessibleDescription('Stop first, or wait until it is done')
  void router.navigate(paths.subscriptions('production'))
  const question = await screen.findByRole('dialog', { name: 'Leave while this is under way?' })
  await userEvent.click(within(question).getByRole('button', { name: 'Stay here' }))
  expect(await screen.findByText(/1 created, 0 changed, 1 not begun\./)).toBeVisible()
  expect(router.state.location.pathname).toBe(COPY_IN)
  expect(storedOf(sandbox, 'Second')).toBeUndefined()
  expect(screen.getByRole('button', { name: 'Create 1 in Production' })).toBeEnabled()
})

test('leaves clashes to a person', async ({ show }) => {
  await show(COPY_IN, { role: 'administrator' })
  await paste(
    textOf(
      draft(),
      draft({ endpoint: 'https://other.listener.example/' }),
      draft({ title: 'Plain', endpoint: 'http://a.example/' }),
    ),
  )
  expect(await screen.findByRole('heading', { name: '2 clashes: left out until you decide' })).toBeVisible()
  const [first, second] = screen.getAllByRole('checkbox', { name: 'Take in Orders' })
  expect(first).not.toBeChecked()
  await userEvent.click(first as HTMLElement)
  expect(second).toBeDisabled()
  expect((await rowOf('Plain')).row).toHaveTextContent('Only https is accepted')
  expect((await rowOf('Plain')).box).not.toBeChecked()
  expect(screen.getByRole('button', { name: 'Create 1 in Production' })).toBeEnabled()
})

test('is for administrators, and says so', async ({ stack: { sandbox }, show }) => {
  addSubscription(sandbox, { title: 'Orders' })
  const router = await show(paths.subscriptions('production'))
  const button = await screen.findByRole('button', { name: 'Copy in' })
  expect(button).toHaveAccessibleDescription('Needs the role administrator; you are signed in as operator')
  await router.navigate(COPY_IN)
  expect(await screen.findByRole('heading', { name: 'This is for administrators' })).toBeVisible()
})

test('copies out what can be copied in', async ({ stack: { sandbox }, show }) => {
  const filter = { type: 'object', properties: {} }
  addSubscription(sandbox, { title: 'Orders', filter })
  const saved: Blob[] = []
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => `blob:${saved.push(blob as Blob)}`)
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => {})
  await show(paths.subscriptions('production'), { role: 'viewer' })
  await userEvent.click(await screen.findByRole('button', { name: 'Copy out all' }))
  await vi.waitFor(() => expect(saved).toHaveLength(1))
  expect(JSON.parse(await (saved[0] as Blob).text())).toEqual({
    format: 'webhooks-subscriptions/1',
    environment: 'production',
    subscriptions: [draft({ filter })],
  })
  vi.restoreAllMocks()
})
