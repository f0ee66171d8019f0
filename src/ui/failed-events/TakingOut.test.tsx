import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect } from 'vitest'
import type { Sandbox } from '../../sandbox/sandbox.ts'
import { failTwice } from '../../testing/fail-twice.ts'
import { test } from '../../testing/test.tsx'
import { paths } from '../address/paths.ts'
import { readPlanState } from '../api/plans.ts'

const PAGE = paths.failedEvents('production')

const rows = () =>
  within(screen.getByRole('grid', { name: 'Failed events' }))
    .getAllByRole('row')
    .slice(1)
const ticked = () => rows().map((row) => row.getAttribute('aria-selected') === 'true')
const bar = () => screen.getByRole('region', { name: 'Selected events' })
const box = () => screen.getByRole('checkbox', { name: 'Select all that match' })
const press = (name: string) => userEvent.click(within(bar()).getByRole('button', { name }))
const [YES, NO] = [true, false]

/** Four rows, all that match selected, the focus on the first. */
const selectAll = async (sandbox: Sandbox, show: (path: string) => Promise<unknown>) => {
  await failTwice(sandbox, [['email'], ['givenName']])
  await show(PAGE)
  await screen.findByText('4 failed events')
  rows()[0]?.focus()
  await userEvent.keyboard('{Control>}a{/Control}')
  expect(bar()).toHaveTextContent(/^All 4 that match are selected/)
}

test('plans all that match except the rows that were taken out', async ({ stack: { sandbox }, show }) => {
  await failTwice(sandbox, [['email'], ['givenName']])
  const router = await show(PAGE)
  await screen.findByText('4 failed events')
  rows()[0]?.focus()
  await userEvent.keyboard('{Control>}a{/Control}{ArrowDown} ')
  expect(bar()).toHaveTextContent(/^All 4 that match except 1 are selected, as of \d\d:\d\d:\d\d UTC/)
  expect(ticked()).toEqual([YES, NO, YES, YES])
  const link = within(rows()[1] ?? bar()).getByRole('link', { name: /updated/ })
  const [subscriptionId, id] = link.getAttribute('href')?.split(/[/?]/).slice(3) ?? []

  await press('Redeliver 3…')
  await waitFor(() => expect(router.state.location.pathname).toBe(paths.newRun('production')))
  expect(readPlanState(router.state.location.state)).toMatchObject({
    name: 'All failed events, except 1',
    selection: { by: 'match', match: { state: 'failure' }, except: [{ subscriptionId, id }], count: 3 },
  })
})

test('puts back a row, a range and all of them', async ({ stack: { sandbox }, show }) => {
  await selectAll(sandbox, show)
  expect(box()).toBeChecked()
  await userEvent.keyboard(' {ArrowDown}{ArrowDown}{Shift>} {/Shift}')
  expect(ticked()).toEqual([NO, NO, NO, YES])
  expect(bar()).toHaveTextContent(/^All 4 that match except 3 are selected/)
  expect(box()).toBePartiallyChecked()

  await userEvent.keyboard('{ArrowUp} ')
  expect(ticked()).toEqual([NO, YES, NO, YES])
  await userEvent.keyboard('{Shift>}{ArrowUp}{/Shift}')
  expect(ticked()).toEqual([YES, YES, NO, YES])
  await press('Put 1 back')
  expect(bar()).toHaveTextContent(/^All 4 that match are selected/)
  expect(within(bar()).getByRole('button', { name: 'Clear' })).toHaveFocus()

  await userEvent.click(within(rows()[3] ?? bar()).getByRole('checkbox'))
  expect(box()).toBePartiallyChecked()
  await userEvent.click(box())
  expect(ticked()).toEqual([YES, YES, YES, YES])
  expect(box()).toBeChecked()
})

test('selects nothing any more once all were taken out, and says so', async ({ stack: { sandbox }, show }) => {
  await selectAll(sandbox, show)
  const user = userEvent.setup()
  await user.keyboard(' {Shift>}')
  await user.click(within(rows()[3] ?? bar()).getByRole('checkbox'))
  expect(screen.queryByRole('region', { name: 'Selected events' })).toBeNull()
  expect(screen.getByText('Nothing is selected: all were taken out')).toBeInTheDocument()
  expect(ticked()).toEqual([NO, NO, NO, NO])
  expect(screen.getByRole('checkbox', { name: 'Select the loaded rows' })).not.toBeChecked()
})

test('says that all that match is no longer selected in another list', async ({ stack: { sandbox }, show }) => {
  await selectAll(sandbox, show)
  await userEvent.click(screen.getByRole('button', { name: /^Failed/ }))
  expect(await screen.findByText('Nothing is selected any more')).toBeVisible()
  expect(screen.queryByRole('region', { name: 'Selected events' })).not.toBeInTheDocument()
})
