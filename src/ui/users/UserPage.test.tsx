import { randomUUID } from 'node:crypto'
import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, vi } from 'vitest'
import { addSubscription, changeUser } from '../../testing/occurrences.ts'
import { test } from '../../testing/test.tsx'
import { paths } from '../address/paths.ts'

const USER = randomUUID()

test('says who was told of what happened to a user, and redelivers what failed', async ({
  stack: { sandbox },
  show,
}) => {
  addSubscription(sandbox, { title: 'CRM', endpoint: 'https://crm.listener.example/hook' })
  const shop = addSubscription(sandbox, { title: 'Shop', endpoint: 'https://shop.listener.example/hook' })
  addSubscription(sandbox, { title: 'Deletions only', events: ['entityDeleted'] })
  sandbox.state.listeners.set('shop', { does: 'status', status: 302 })
  changeUser(sandbox, ['email'], USER)
  await vi.waitFor(() => expect(sandbox.state.events.of(shop.subscriptionId)[0]?.state).toBe('failure'))
  await show(paths.user('production', USER))
  const update = await screen.findByRole('region', { name: /^Update on .* UTC$/ })
  expect(update).toHaveTextContent(/told to 1 of 2 subscriptions that take updates/)
  expect(update).toHaveTextContent(/1 failed \(Shop; expires in 6 d\)/)
  expect(update).toHaveTextContent('1 subscription takes no events of this type.')
  expect(
    within(update)
      .getAllByRole('rowheader')
      .map(({ textContent }) => textContent),
  ).toEqual(['CRM', 'Shop'])
  expect(screen.getByRole('link', { name: 'Export as CSV' })).toHaveAttribute(
    'href',
    `/api/environments/production/users/${USER}/trail.csv`,
  )
  await userEvent.click(screen.getByRole('button', { name: 'Redeliver 1…' }))
  await screen.findByRole('heading', { level: 1, name: 'New run' })
})

test('is found from anywhere by a pasted id', async ({ stack: { sandbox }, show }) => {
  const orders = addSubscription(sandbox, { title: 'Orders' })
  changeUser(sandbox, ['email'], USER)
  await vi.waitFor(() => expect(sandbox.state.events.of(orders.subscriptionId)[0]?.state).toBe('success'))
  const router = await show(paths.subscription('production', orders.subscriptionId))
  await screen.findAllByText(/all 1 stored events read/)
  const [event] = sandbox.state.events.of(orders.subscriptionId)
  const find = async (pasted: string) => {
    await vi.waitFor(() => expect(screen.queryByRole('dialog', { name: 'Go to' })).not.toBeInTheDocument())
    await userEvent.keyboard('{Control>}k{/Control}')
    const dialog = await screen.findByRole('dialog', { name: 'Go to' })
    await userEvent.click(within(dialog).getByRole('combobox'))
    await userEvent.paste(pasted)
    return dialog
  }
  const dialog = await find(`"${USER.toUpperCase()}",`)
  await userEvent.click(await within(dialog).findByRole('option', { name: /All events of this user/ }))
  expect(await screen.findByRole('heading', { level: 1, name: 'One user' })).toBeVisible()
  expect(router.state.location.pathname).toBe(paths.user('production', USER))
  await userEvent.click(await within(await find(event?.id ?? '')).findByRole('option', { name: /The event/ }))
  await vi.waitFor(() =>
    expect(router.state.location.pathname).toBe(paths.event('production', orders.subscriptionId, event?.id ?? '')),
  )
})
