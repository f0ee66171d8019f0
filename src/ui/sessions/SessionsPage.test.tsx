import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, vi } from 'vitest'
import type { Stack } from '../../testing/stack.ts'
import { test } from '../../testing/test.tsx'
import { paths } from '../address/paths.ts'

const signInAt = ({ store }: Stack, browser: string, user = { id: 'user-operator', name: 'Oskar Operator' }) =>
  store.sessions.create({ ...user, email: null, role: 'operator', browser, address: '192.0.2.7' })
const rowOf = async (table: string, name: RegExp) =>
  within(await screen.findByRole('table', { name: table })).findByRole('row', { name })
const rows = (table: string) => within(screen.getByRole('table', { name: table })).getAllByRole('rowheader')

test('shows people where they are signed in, from their menu, and ends one of it after asking', async ({
  stack,
  show,
}) => {
  const token = await signInAt(stack, 'Firefox on Linux')
  const router = await show(paths.subscriptions('production'))
  await userEvent.click(await screen.findByRole('button', { name: /Oskar Operator, operator/ }))
  const item = await screen.findByRole('menuitem', { name: 'My sessions' })
  expect(screen.queryByRole('menuitem', { name: 'Sessions' })).toBeNull()
  await userEvent.click(item)
  const other = await rowOf('My sessions', /Firefox on Linux/)
  expect(router.state.location.pathname).toBe(paths.mySessions('production'))
  expect(other).toHaveTextContent('192.0.2.7Operator')
  expect(await rowOf('My sessions', /This one/)).toHaveTextContent('Sign out')
  await userEvent.click(within(other).getByRole('button', { name: 'End: Firefox on Linux, 192.0.2.7' }))
  const dialog = await screen.findByRole('dialog', { name: 'End this session?' })
  expect(dialog).toHaveTextContent('Firefox on Linux, 192.0.2.7: it is signed out at once.')
  await userEvent.click(within(dialog).getByRole('button', { name: 'End it' }))
  await vi.waitFor(() => expect(rows('My sessions')).toHaveLength(1))
  expect(await stack.store.sessions.find(token)).toBeUndefined()
  expect(screen.getByRole('button', { name: 'End all others…' })).toHaveAccessibleDescription(
    'There is no other session',
  )
})

test('shows administrators who is signed in, finds people, and ends all others', async ({ stack, show }) => {
  const token = await signInAt(stack, 'Firefox on Linux')
  await signInAt(stack, 'Safari on iPhone', { id: 'vera', name: 'Vera' })
  await show(paths.sessions('production'), { role: 'administrator' })
  expect(await rowOf('Sessions', /Oskar Operator/)).toHaveTextContent('Firefox on Linux192.0.2.7Operator')
  await userEvent.type(screen.getByRole('searchbox', { name: 'Who' }), 'vera')
  await vi.waitFor(() => expect(rows('Sessions')).toHaveLength(1))
  await userEvent.click(screen.getByRole('button', { name: 'End all others…' }))
  const dialog = await screen.findByRole('dialog', { name: 'End all other sessions?' })
  await userEvent.click(within(dialog).getByRole('button', { name: 'End 2 sessions' }))
  await vi.waitFor(async () => expect(await stack.store.sessions.find(token)).toBeUndefined())
  await userEvent.click(await screen.findByRole('button', { name: 'Clear search and filters' }))
  expect(await rowOf('Sessions', /Ada Administrator/)).toHaveTextContent('This one')
  await vi.waitFor(() => expect(rows('Sessions')).toHaveLength(1))
})

test('tells everybody else where their own are, and asks the server nothing', async ({ stack, show }) => {
  await show(paths.sessions('production'))
  expect(await screen.findByText('The sessions of all are for administrators')).toBeVisible()
  expect(stack.log.filter((line) => line.includes('/api/sessions'))).toEqual([])
})
