import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, vi } from 'vitest'
import { addSubscription, changeUser } from '../../../testing/occurrences.ts'
import { test } from '../../../testing/test.tsx'
import { paths } from '../../address/paths.ts'
import { planState } from '../../api/plans.ts'

test('warns of a direct replay of tokens that were made for another endpoint', async ({ stack, show }) => {
  const { sandbox, fetch, signIn } = stack
  const subscription = addSubscription(sandbox, { title: 'Orders', enabled: false })
  const { subscriptionId } = subscription
  const [event] = changeUser(sandbox).filter((one) => one.subscriptionId === subscriptionId)
  const list = `http://localhost:3000/api/environments/production/subscriptions/${subscriptionId}/events`
  const cookie = await signIn('viewer')
  await vi.waitFor(async () => {
    const answer = await fetch(new Request(list, { headers: { cookie, 'sec-fetch-site': 'same-origin' } }))
    expect(await answer.json()).toMatchObject({ total: 1 })
  })
  sandbox.state.subscriptions.replace({ ...subscription, endpoint: 'https://orders.listener.example/elsewhere' })
  const router = await show(paths.runs('production'))
  const selection = { by: 'events' as const, events: [{ subscriptionId, id: event?.id ?? '' }] }
  await router.navigate(paths.newRun('production'), { state: planState({ selection, way: 'replay', name: 'Moved' }) })
  expect(await screen.findByText(/^Tokens of Orders were made for another endpoint/)).toHaveTextContent(
    'A listener that checks the audience will turn them away',
  )
  await userEvent.click(screen.getByRole('radio', { name: /^Redelivery/ }))
  expect(screen.queryByText(/^Tokens of Orders/)).toBeNull()
})
