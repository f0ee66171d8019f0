import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, vi } from 'vitest'
import { VERSION } from '../../config/version.ts'
import { failTwice } from '../../testing/fail-twice.ts'
import { addSubscription } from '../../testing/occurrences.ts'
import { test } from '../../testing/test.tsx'
import { paths } from '../address/paths.ts'

const LIST = paths.subscriptions('production')
const heading = (name: string) => screen.findByRole('heading', { level: 1, name })
const addressOf = (router: { state: { location: { pathname: string } } }) => router.state.location.pathname

beforeEach(() => localStorage.clear())

test('offers nothing but the way in to somebody who is not signed in, and keeps the address', async ({ show }) => {
  await show(`${LIST}?q=crm&page=2`, { role: null })
  expect(await screen.findByRole('link', { name: 'Sign in' })).toHaveAttribute(
    'href',
    paths.signIn(`${LIST}?q=crm&page=2`),
  )
  expect(screen.queryByRole('navigation')).not.toBeInTheDocument()
})

test('goes from the root to the first environment, and the next time to the last one', async ({ show }) => {
  const router = await show('/')
  await heading('Overview')
  expect(addressOf(router)).toBe(paths.environment('production'))
  expect(localStorage.getItem('console.environment')).toBe('production')
})

test('names the version in the foot of the page', async ({ show }) => {
  await show(LIST)
  await heading('Subscriptions')
  expect(screen.getByRole('contentinfo')).toHaveTextContent(`Webhooks Console ${VERSION}`)
})

test('names the environment, and changes it', async ({ show }) => {
  const router = await show(LIST)
  await heading('Subscriptions')
  await userEvent.click(screen.getByRole('button', { name: /Environment:\s*Production\s*Sandbox/ }))
  await userEvent.click(await screen.findByRole('menuitem', { name: /Staging/ }))
  await screen.findByRole('button', { name: /Environment:\s*Staging/ })
  expect(addressOf(router)).toBe(paths.subscriptions('staging'))
})

test('says when there is no such environment or page', async ({ show }) => {
  await show('/nowhere/subscriptions')
  await screen.findByText('There is no environment “nowhere” here')
})

test('finds a subscription by name from anywhere', async ({ stack: { sandbox }, show }) => {
  const { subscriptionId } = addSubscription(sandbox, { title: 'Loyalty points' })
  const router = await show(LIST)
  await heading('Subscriptions')
  await userEvent.keyboard('{Control>}k{/Control}')
  const dialog = await screen.findByRole('dialog', { name: 'Go to' })
  await userEvent.type(within(dialog).getByRole('combobox'), 'loyal')
  await within(dialog).findByRole('option', { name: /Loyalty points/ })
  await vi.waitFor(() => expect(within(dialog).getByRole('combobox')).toHaveAttribute('aria-activedescendant'))
  await userEvent.keyboard('{Enter}')
  await vi.waitFor(() => expect(addressOf(router)).toBe(paths.subscription('production', subscriptionId)))
})

test('moves the focus to the heading of the page gone to', async ({ show }) => {
  await show(LIST, { role: 'administrator' })
  await heading('Subscriptions')
  await userEvent.click(screen.getByRole('link', { name: 'Journal' }))
  const journal = await heading('Journal')
  await vi.waitFor(() => expect(journal).toHaveFocus())
  expect(document.title).toBe('Journal · Production · Webhooks Console')
})

test('holds a call back when the session has ended, and goes on after signing in again', async ({
  stack,
  browser,
  show,
}) => {
  const router = await show(paths.journal('production'), { role: 'administrator' })
  await screen.findByRole('heading', { name: 'Nothing was changed yet' })
  browser.cookie = null
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Outcome' }), 'Done')
  const dialog = await screen.findByRole('dialog', { name: 'Your sign-in has expired' })
  expect(within(dialog).getByRole('button', { name: 'Sign in again' })).toBeVisible()
  expect(router.state.location.search).toBe('?outcome=done')
  browser.cookie = await stack.signIn('administrator')
  window.dispatchEvent(new Event('focus'))
  await screen.findByRole('heading', { name: 'No entries match' })
  expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
})

test('marks the tab and the links by what fails', async ({ stack: { sandbox }, show }) => {
  await failTwice(sandbox, [['email'], ['birthday']])
  await show(paths.environment('production'))
  const link = await screen.findByRole('link', { name: 'Failed events' })
  await vi.waitFor(() => expect(link).toHaveAccessibleDescription('4 failed events'))
  expect(screen.getByRole('link', { name: 'Runs' })).not.toHaveAccessibleDescription()
  await vi.waitFor(() => expect(document.title).toBe('(1) Overview · Production · Webhooks Console'))
})
