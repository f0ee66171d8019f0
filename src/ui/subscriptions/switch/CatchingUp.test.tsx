import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, vi } from 'vitest'
import { addSubscription, changeUser } from '../../../testing/occurrences.ts'
import { test } from '../../../testing/test.tsx'
import { paths } from '../../address/paths.ts'
import { readPlanState } from '../../api/plans.ts'

const LIST = paths.subscriptions('production')
const dialog = (name: string) => screen.findByRole('dialog', { name })
const press = (place: HTMLElement, name: string) => userEvent.click(within(place).getByRole('button', { name }))
const theSwitch = () => screen.findByRole('switch', { name: 'Enabled: Orders' })
const box = (title: string) => screen.findByRole('checkbox', { name: `Select ${title}` })
const bar = () => screen.findByRole('region', { name: 'Selected subscriptions' })

test('leads from turning on to the plan of what failed meanwhile, and of nothing else', async ({
  stack: { sandbox },
  show,
}) => {
  const { subscriptionId } = addSubscription(sandbox, { title: 'Orders', enabled: false })
  addSubscription(sandbox, { title: 'CRM', enabled: false })
  changeUser(sandbox)
  changeUser(sandbox)
  const router = await show(paths.subscription('production', subscriptionId))
  await screen.findByRole('link', { name: '2 while off' })
  await userEvent.click(await theSwitch())
  await press(await dialog('Enable Orders?'), 'Enable')
  await press(await dialog('Orders is on'), 'Prepare redelivery…')
  await vi.waitFor(() => expect(router.state.location.pathname).toBe(paths.newRun('production')))
  expect(readPlanState(router.state.location.state)).toEqual({
    selection: {
      by: 'match',
      match: { state: 'failure', subscription: subscriptionId, cause: 'off' },
      asOf: expect.any(String),
      except: [],
      count: 2,
    },
    way: 'redelivery',
    name: 'Failed while off: Orders',
  })
})

test('leads from switching several on to one plan of what failed meanwhile', async ({ stack: { sandbox }, show }) => {
  const off = ['Orders', 'CRM'].map((title) => addSubscription(sandbox, { title, enabled: false }))
  addSubscription(sandbox, { title: 'Elsewhere', enabled: false })
  changeUser(sandbox)
  const router = await show(LIST)
  for (const title of ['Orders', 'CRM']) {
    await screen.findByRole('link', { name: `1 failed, ${title}` })
    await userEvent.click(await box(title))
  }
  await press(await bar(), 'Switch on')
  await press(await dialog('Switch on 2 subscriptions?'), 'Switch on 2')
  const done = await dialog('2 subscriptions are on')
  expect(done).toHaveTextContent('2 events failed while they were off. They are not sent by themselves')
  const [orders] = within(done).getAllByRole('listitem')
  expect(orders).toHaveTextContent('1 event failed while it was off')
  const ways = within(done).getAllByRole('button', { name: 'Prepare redelivery…' })
  expect(ways).toHaveLength(3)
  await userEvent.click(ways.at(-1) ?? done)
  await vi.waitFor(() => expect(router.state.location.pathname).toBe(paths.newRun('production')))
  const plan = readPlanState(router.state.location.state)
  expect(plan).toMatchObject({ way: 'redelivery', name: 'Failed while off: 2 subscriptions' })
  const named = plan?.selection.by === 'events' ? plan.selection.events : []
  expect(named.map(({ subscriptionId }) => subscriptionId).sort()).toEqual(
    off.map(({ subscriptionId }) => subscriptionId).sort(),
  )
})
