import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, vi } from 'vitest'
import { addSubscription, changeUser } from '../../../testing/occurrences.ts'
import { test } from '../../../testing/test.tsx'
import { paths } from '../../address/paths.ts'

const page = (id: string) => paths.subscription('production', id)
const dialog = (name: string) => screen.findByRole('dialog', { name })
const press = (name: string, inside: HTMLElement = document.body) =>
  userEvent.click(within(inside).getByRole('button', { name }))

test('deletes once the title was typed, and says which events go along', async ({
  stack: { sandbox, store },
  show,
}) => {
  const { subscriptionId } = addSubscription(sandbox, { title: 'Orders', enabled: false })
  changeUser(sandbox)
  changeUser(sandbox)
  const router = await show(page(subscriptionId), { role: 'administrator' })
  await screen.findByRole('link', { name: '2 while off' })
  await press('Delete')
  const question = await dialog('Delete Orders?')
  expect(question).toHaveTextContent('All 2 stored events of the last 7 days are deleted with it')
  expect(question).toHaveTextContent('2 of them failed and can never be delivered then')

  await userEvent.type(within(question).getByLabelText(/Type its title/), 'orders')
  await press('Delete it and its events', question)
  expect(question).toHaveTextContent('This is not its title')
  expect(sandbox.state.subscriptions.get(subscriptionId)).toBeDefined()

  await userEvent.clear(within(question).getByLabelText(/Type its title/))
  await userEvent.type(within(question).getByLabelText(/Type its title/), 'Orders')
  await press('Delete it and its events', question)
  await vi.waitFor(() => expect(router.state.location.pathname).toBe(paths.subscriptions('production')))
  expect(sandbox.state.subscriptions.get(subscriptionId)).toBeUndefined()
  const { items } = await store.journal.page({ size: 50 })
  expect(items).toMatchObject([{ action: 'subscription.delete', outcome: 'done' }])
})

test('does not delete what somebody else changed meanwhile without showing it', async ({
  stack: { sandbox },
  show,
}) => {
  const seen = addSubscription(sandbox, { title: 'Orders' })
  await show(page(seen.subscriptionId), { role: 'administrator' })
  await screen.findByRole('button', { name: 'Delete' })
  await press('Delete')
  const question = await dialog('Delete Orders?')
  sandbox.state.subscriptions.replace({
    ...seen,
    endpoint: 'https://new.listener.example/',
    updatedAt: sandbox.stamp(),
  })
  await userEvent.type(within(question).getByLabelText(/Type its title/), 'Orders')
  await press('Delete it and its events', question)
  await vi.waitFor(() => expect(question).toHaveTextContent('Theirs https://new.listener.example/'))
  expect(sandbox.state.subscriptions.get(seen.subscriptionId)).toBeDefined()
})

test('shows an operator what they may not do, and why', async ({ stack: { sandbox }, show }) => {
  const { subscriptionId } = addSubscription(sandbox, { title: 'Orders' })
  await show(page(subscriptionId), { role: 'operator' })
  for (const name of ['Edit', 'Duplicate', 'Delete']) {
    const button = await screen.findByRole('button', { name })
    expect(button).toHaveAttribute('aria-disabled', 'true')
    expect(button).toHaveAccessibleDescription('Needs the role administrator; you are signed in as operator')
  }
})
