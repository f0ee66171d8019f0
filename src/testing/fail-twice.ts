import { expect, vi } from 'vitest'
import type { Sandbox } from '../sandbox/sandbox.ts'
import { addSubscription, changeUser } from './occurrences.ts'

/** Two subscriptions, one whose listener redirects and one that is off: every change fails for both, at once. */
export async function failTwice(sandbox: Sandbox, changes: string[][]) {
  const redirecting = addSubscription(sandbox, { title: 'Orders sync' })
  const off = addSubscription(sandbox, { title: 'Loyalty', enabled: false })
  sandbox.state.listeners.set('orders', { does: 'status', status: 302 })
  for (const attributes of changes) changeUser(sandbox, attributes)
  const states = () =>
    [redirecting, off].flatMap(({ subscriptionId }) =>
      sandbox.state.events.of(subscriptionId).map(({ state }) => state),
    )
  const all = Array.from({ length: changes.length * 2 }, () => 'failure')
  await vi.waitFor(() => expect(states()).toEqual(all), { timeout: 10_000 })
  return { redirecting, off }
}
