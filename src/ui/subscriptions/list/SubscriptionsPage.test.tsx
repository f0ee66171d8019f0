import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, vi } from 'vitest'
import { failTwice } from '../../../testing/fail-twice.ts'
import { addSubscription, changeUser } from '../../../testing/occurrences.ts'
import { test } from '../../../testing/test.tsx'
import { paths } from '../../address/paths.ts'

const LIST = paths.subscriptions('production')
const table = () => screen.findByRole('table', { name: 'Subscriptions' })
const titles = () => screen.getAllByRole('rowheader').map((cell) => within(cell).getByRole('link').textContent)
const searchOf = (router: { state: { location: { search: string } } }) => router.state.location.search
/** Twenty-three subscriptions, `Feed-01` to `Feed-23`; every fifth is off, the first is told of deletions only. */
const addFeeds = (sandbox: Parameters<typeof addSubscription>[0]) => {
  for (let number = 1; number <= 23; number++)
    addSubscription(sandbox, {
      title: `Feed-${String(number).padStart(2, '0')}`,
      enabled: number % 5 !== 0,
      events: number === 1 ? ['entityDeleted'] : ['entityUpdated'],
    })
}

test('tells of each subscription where it goes, what it sends and whether it is on', async ({
  stack: { sandbox },
  show,
}) => {
  addSubscription(sandbox, {
    title: 'Orders',
    endpoint: 'https://orders.listener.example/hook?tenant=1',
    events: ['entityUpdated'],
    filter: { properties: { entityUpdated: { properties: { attributes: { contains: { enum: ['email'] } } } } } },
  })
  await show(LIST)
  const row = within(await table()).getByRole('row', { name: /Orders/ })
  expect(within(row).getByRole('link', { name: 'Orders' })).toHaveAttribute(
    'href',
    expect.stringMatching(/[0-9a-f-]{36}$/),
  )
  expect(row).toHaveTextContent('orders.listener.example')
  expect(row).toHaveTextContent('/hook?tenant=1')
  expect(row).toHaveTextContent('Updates only when email changed; no creations or deletions')
  expect(within(row).getByRole('switch', { name: 'Enabled: Orders' })).toBeChecked()
  expect(screen.getByText('1 subscription')).toBeVisible()
})

test('counts what failed and leads to it', async ({ stack: { sandbox }, show }) => {
  const { subscriptionId } = addSubscription(sandbox, { title: 'Orders', enabled: false })
  changeUser(sandbox)
  changeUser(sandbox)
  await show(LIST)
  const failed = await screen.findByRole('link', { name: '2 failed, Orders' })
  expect(failed).toHaveAttribute('href', paths.subscriptionFailedEvents('production', subscriptionId))
  expect(within(await table()).getByRole('row', { name: /Orders/ })).toHaveTextContent('expires in 6 d')
})

test('offers what is the matter as filters with their numbers, and says in a row what its listener answers', async ({
  stack: { sandbox },
  show,
}) => {
  await failTwice(sandbox, [['email'], ['birthday']])
  addSubscription(sandbox, { title: 'Quiet', endpoint: 'https://quiet.listener.example/hook' })
  const router = await show(paths.environment('production'))
  await screen.findByRole('heading', { name: /^Orders sync has answered 302/ })
  await userEvent.click(screen.getByRole('link', { name: 'Subscriptions' }))
  const chips = await screen.findByRole('group', { name: 'What is the matter' })
  await userEvent.click(await within(chips).findByRole('button', { name: 'Failing 1' }))
  await vi.waitFor(() => expect(titles()).toEqual(['Orders sync']))
  expect(searchOf(router)).toBe('?health=failing')
  expect(screen.getByRole('row', { name: /Orders sync/ })).toHaveTextContent(/302 redirect just now/)
  await userEvent.click(within(chips).getByRole('button', { name: 'Off 1' }))
  await vi.waitFor(() => expect(titles()).toEqual(['Loyalty']))
  await userEvent.click(within(chips).getByRole('button', { name: 'Off 1' }))
  await vi.waitFor(() => expect(titles()).toHaveLength(3))
  expect(searchOf(router)).toBe('')
})

test('searches, filters, sorts and pages over all of them, in the address', async ({ stack: { sandbox }, show }) => {
  addFeeds(sandbox)
  const router = await show(LIST)
  await table()
  await vi.waitFor(() => expect(titles()).toHaveLength(20))
  await userEvent.click(screen.getByRole('button', { name: 'Page 2' }))
  await vi.waitFor(() => expect(titles()).toEqual(['Feed-21', 'Feed-22', 'Feed-23']))
  expect(searchOf(router)).toBe('?page=2')

  await userEvent.click(screen.getByRole('button', { name: 'Title' }))
  await vi.waitFor(() => expect(titles()[0]).toBe('Feed-23'))
  expect(searchOf(router)).toBe('?direction=desc')
  expect(screen.getByRole('columnheader', { name: 'Title' })).toHaveAttribute('aria-sort', 'descending')

  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'On or off' }), 'Off')
  await screen.findByText('4 of 23 subscriptions')
  await vi.waitFor(() => expect(titles()).toEqual(['Feed-20', 'Feed-15', 'Feed-10', 'Feed-05']))
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'On or off' }), '')
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Event type' }), 'deleted')
  await vi.waitFor(() => expect(titles()).toEqual(['Feed-01']))
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Event type' }), '')

  await userEvent.type(screen.getByRole('searchbox', { name: 'Search title, endpoint or id' }), 'feed-2')
  await screen.findByText('4 of 23 subscriptions')
  await vi.waitFor(() => expect(titles()).toEqual(['Feed-23', 'Feed-22', 'Feed-21', 'Feed-20']))
  expect(searchOf(router)).toBe('?direction=desc&q=feed-2')
  await userEvent.click(screen.getByRole('button', { name: '50 rows per page' }))
  expect(searchOf(router)).toBe('?direction=desc&q=feed-2&size=50')
})

test('says that a page does not exist and repairs the address', async ({ stack: { sandbox }, show }) => {
  addFeeds(sandbox)
  const router = await show(`${LIST}?page=9`)
  expect(await screen.findByText('There is no page 9; this is the last, page 2.')).toBeVisible()
  expect(searchOf(router)).toBe('?page=2')
  expect(titles()).toEqual(['Feed-21', 'Feed-22', 'Feed-23'])
  await userEvent.click(screen.getByRole('button', { name: 'Page 1' }))
  await vi.waitFor(() => expect(titles()).toHaveLength(20))
  expect(screen.queryByText(/There is no page/)).not.toBeInTheDocument()
})

test('has other words for nothing found than for nothing there', async ({ stack: { sandbox }, show }) => {
  addFeeds(sandbox)
  const router = await show(`${LIST}?q=nowhere&enabled=off`)
  expect(await screen.findByRole('heading', { name: 'No subscriptions match' })).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: 'Clear search and filters' }))
  await vi.waitFor(() => expect(titles()).toHaveLength(20))
  expect(searchOf(router)).toBe('')
})

test('says when there are none yet', async ({ show }) => {
  await show(LIST)
  expect(await screen.findByRole('heading', { name: 'Production has no subscriptions yet' })).toBeVisible()
  expect(screen.queryByRole('search')).not.toBeInTheDocument()
})

test('says why the list could not be read and reads it when asked again', async ({ stack: { sandbox }, show }) => {
  addSubscription(sandbox, { title: 'Orders' })
  sandbox.state.faults.add({ path: '/subscriptions', fault: { does: 'broken-json' } })
  await show(LIST)
  const problem = await screen.findByRole('alert')
  expect(problem).toHaveTextContent('Unreadable answer')
  expect(problem).toHaveTextContent('Request')
  sandbox.state.faults.clear()
  await userEvent.click(within(problem).getByRole('button', { name: 'Try again' }))
  expect(await screen.findByRole('link', { name: 'Orders' })).toBeVisible()
})
