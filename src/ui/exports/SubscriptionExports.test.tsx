import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, vi } from 'vitest'
import type { Sandbox } from '../../sandbox/sandbox.ts'
import { addSubscription, changeUser } from '../../testing/occurrences.ts'
import { test } from '../../testing/test.tsx'
import { paths } from '../address/paths.ts'

const UNDERSTOOD = 'I understand that each event is exported only once'
const start = () => screen.findByRole('button', { name: 'Start export' })
const question = () => screen.findByRole('dialog', { name: 'Export the failed events of Orders?' })
const press = (place: HTMLElement, name: string) => userEvent.click(within(place).getByRole('button', { name }))
const gone = () => vi.waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument())
const row = (name: RegExp) => screen.findByRole('row', { name })

/** Two events that failed, in a subscription that is on again. */
const failed = async (sandbox: Sandbox) => {
  const subscription = addSubscription(sandbox, { title: 'Orders' })
  sandbox.state.listeners.set('orders', { does: 'status', status: 302 })
  const events = [...changeUser(sandbox), ...changeUser(sandbox)]
  await vi.waitFor(() => expect(events.map(({ state }) => state)).toEqual(['failure', 'failure']))
  return paths.subscriptionExports('production', subscription.subscriptionId)
}
const agree = async () => {
  await userEvent.click(await start())
  const dialog = await question()
  await userEvent.click(within(dialog).getByRole('checkbox', { name: UNDERSTOOD }))
  return dialog
}

test('spells out that an event is exported once, and starts nothing without a yes to that', async ({
  stack: { sandbox },
  show,
}) => {
  await show(await failed(sandbox))
  expect(await screen.findByRole('heading', { name: '2 of 2 failed events can be exported' })).toBeVisible()
  expect(screen.getByText(/Computed/)).toHaveTextContent('Computed now; the API does so once in 24 h.')
  expect(screen.getByRole('heading', { name: 'No exports in the last 7 days' })).toBeVisible()
  expect(screen.getByRole('link', { name: 'Exports', current: 'page' })).toBeVisible()
  await userEvent.click(await start())
  const dialog = await question()
  expect(dialog).toHaveTextContent('Every failed event that was not exported yet goes into one file')
  expect(dialog).toHaveTextContent('Each event is exported once')
  expect(dialog).toHaveTextContent('The events stay failed')
  await press(dialog, 'Export them, once')
  const box = within(dialog).getByRole('checkbox', { name: UNDERSTOOD })
  expect(box).toHaveAccessibleDescription('Without this no export is started')
  expect(box).toHaveFocus()
  expect(sandbox.state.exports.size).toBe(0)
})

test('starts an export, follows it to its file and offers that', async ({ stack: { sandbox, store }, show }) => {
  sandbox.options.exportDuration = 500
  await show(await failed(sandbox))
  const dialog = await agree()
  await userEvent.type(within(dialog).getByRole('textbox', { name: 'Reason' }), 'Listener moved')
  await press(dialog, 'Export them, once')
  await gone()
  const ready = await row(/Ready/)
  const [job] = [...sandbox.state.exports.values()]
  expect(within(ready).getByRole('link', { name: 'Download' })).toHaveAttribute(
    'href',
    `/api/environments/production/subscriptions/${job?.subscriptionId}/exports/${job?.id}/download`,
  )
  expect(ready).toHaveTextContent(/new, kept [67] d more/)
  const { items } = await store.journal.page({ size: 50 })
  expect(items).toMatchObject([{ action: 'export.start', outcome: 'done', reason: 'Listener moved' }])
})

test('offers a file that the API keeps elsewhere, and says why a file is refused', async ({
  stack: { sandbox, store },
  show,
}) => {
  sandbox.options.exportDuration = 500
  await show(await failed(sandbox))
  await press(await agree(), 'Export them, once')
  await gone()
  const ready = await row(/Ready/)
  const fault = { does: 'status', status: 409, details: 'Still being moved' } as const
  const rule = sandbox.state.faults.add({ path: '/download', fault })
  await userEvent.click(within(ready).getByRole('link', { name: 'Download' }))
  expect(await screen.findAllByText(/Still being moved/)).not.toHaveLength(0)
  sandbox.state.faults.remove(rule.id)
  sandbox.variants.turnOn('download-elsewhere')
  await userEvent.click(within(await row(/Ready/)).getByRole('link', { name: 'Download' }))
  const offer = await screen.findByRole('dialog', { name: 'The API points elsewhere for this file' })
  expect(within(offer).getByRole('button', { name: 'Open files.example' })).toBeVisible()
  const { items } = await store.journal.page({ size: 50 })
  expect(items[0]).toMatchObject({ action: 'export.download', outcome: 'done', after: { elsewhere: 'files.example' } })
})

test('cancels an export, and says what that means', async ({ stack: { sandbox }, show }) => {
  sandbox.options.exportDuration = 600_000
  await show(await failed(sandbox))
  await press(await agree(), 'Export them, once')
  await gone()
  const under = await row(/Being made/)
  expect(await start()).toHaveAccessibleDescription(/An export of this subscription is running/)
  await press(under, 'Cancel export')
  const sure = await screen.findByRole('dialog', { name: 'Cancel this export?' })
  expect(sure).toHaveTextContent('They stay as they are, and the next export takes them')
  await press(sure, 'Cancel it, without a file')
  await gone()
  expect(await row(/Cancelled/)).toHaveTextContent('none; its events can be exported again')
  expect([...sandbox.state.exports.values()].map(({ state }) => state)).toEqual(['canceled'])
})

test('cannot cancel what is being written, and says so', async ({ stack: { sandbox }, show }) => {
  sandbox.options.exportDuration = 600_000
  await show(await failed(sandbox))
  await press(await agree(), 'Export them, once')
  await gone()
  await press(await row(/Being made/), 'Cancel export')
  const sure = await screen.findByRole('dialog', { name: 'Cancel this export?' })
  for (const job of sandbox.state.exports.values()) job.writing = true
  await press(sure, 'Cancel it, without a file')
  expect(await within(sure).findByRole('alert')).toHaveTextContent('This export can no longer be cancelled')
})

test('explains that somebody else’s export may be running, and tries again', async ({ stack: { sandbox }, show }) => {
  await show(await failed(sandbox))
  const fault = { does: 'status', status: 409, details: 'Too many active exports' } as const
  sandbox.state.faults.add({ method: 'POST', path: '/exports', fault, times: 1 })
  const dialog = await agree()
  await press(dialog, 'Export them, once')
  const told = await within(dialog).findByRole('alert')
  expect(told).toHaveTextContent('another customer’s in the same region. Wait a minute or two, then try again')
  expect(told).toHaveTextContent('No event was exported')
  expect(sandbox.state.exports.size).toBe(0)
  await press(dialog, 'Try again')
  await gone()
  expect(sandbox.state.exports.size).toBe(1)
})

test('shows a viewer everything and why nothing of it is theirs to do', async ({ stack: { sandbox }, show }) => {
  const address = await failed(sandbox)
  const [subscription] = sandbox.state.subscriptions.all()
  const at = sandbox.stamp()
  sandbox.state.exports.set('6f1c1f6e-0d1c-4f3a-9a52-0f6f6f7b3c11', {
    id: '6f1c1f6e-0d1c-4f3a-9a52-0f6f6f7b3c11',
    subscriptionId: subscription?.subscriptionId ?? '',
    customerId: subscription?.customerId ?? '',
    createdAt: at,
    updatedAt: at,
    state: 'completed',
    eventIds: [],
    records: [],
  })
  await show(address, { role: 'viewer' })
  const why = 'Needs the role operator; you are signed in as viewer'
  expect(await start()).toHaveAccessibleDescription(why)
  expect(within(await row(/Ready/)).getByRole('button', { name: 'Download' })).toHaveAccessibleDescription(why)
  await userEvent.click(await start())
  expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
})

test('says that figures are not to be had, and shows the jobs all the same', async ({ stack: { sandbox }, show }) => {
  const address = await failed(sandbox)
  sandbox.state.faults.add({ path: '/summary', fault: { does: 'status', status: 404 } })
  await show(address)
  expect(await screen.findByRole('heading', { name: 'How much can be exported is not known' })).toBeVisible()
  expect(await start()).not.toHaveAttribute('aria-disabled')
})

test('says why the exports cannot be shown, and asks again', async ({ stack: { sandbox }, show }) => {
  const address = await failed(sandbox)
  sandbox.state.faults.add({ path: '/exports', fault: { does: 'status', status: 500 } })
  await show(address)
  const alert = await screen.findByRole('alert')
  sandbox.state.faults.clear()
  await press(alert, 'Try again')
  expect(await screen.findByRole('heading', { name: 'No exports in the last 7 days' })).toBeVisible()
})
