import type { SandboxOptions } from '../sandbox/base/options.ts'
import { createSandbox, type Sandbox } from '../sandbox/sandbox.ts'
import type { SubscriptionRecord } from '../sandbox/state/subscription-store.ts'
import { type ManualClock, manualClock } from './manual-clock.ts'

/** A sandbox on a clock that stands still, and what a test does with it. */
export interface SandboxFixture {
  sandbox: Sandbox
  clock: ManualClock
  customer: Sandbox['customers'][number]
  /** A stored subscription of the customer; its listener is `crm` and accepts. */
  subscription(differs?: Partial<SubscriptionRecord>): SubscriptionRecord
  /** Calls the API with a live token. `path` is taken below `/{customerId}/webhooks/subscriptions`. */
  call(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
    signal?: AbortSignal,
  ): Promise<Response>
  /** A bearer token, by the token call. */
  token(scope?: string): Promise<string>
  /** An event that failed at once, because its listener redirects. */
  failedEvent(subscription: SubscriptionRecord): Promise<{ id: string }>
}

export const ORIGIN = 'http://sandbox.test'
const TYPES = { PATCH: 'application/merge-patch+json', POST: 'application/json' }

/** Creates a sandbox on a manual clock, for the sandbox's own tests. */
export function createSandboxFixture(options: Partial<SandboxOptions> = {}): SandboxFixture {
  const clock = manualClock()
  const sandbox = createSandbox({ clock, lookup: async () => [{ address: '93.184.216.34', family: 4 }], ...options })
  const [customer] = sandbox.customers
  if (!customer) throw new Error('A sandbox has customers')
  let count = 0

  const fixture: SandboxFixture = {
    sandbox,
    clock,
    customer,
    subscription(differs = {}) {
      const at = sandbox.stamp()
      return sandbox.state.subscriptions.add({
        subscriptionId: crypto.randomUUID(),
        customerId: customer.customerId,
        createdAt: at,
        updatedAt: at,
        title: `Subscription ${++count}`,
        endpoint: 'https://crm.listener.example/hook',
        events: ['entityCreated', 'entityUpdated', 'entityDeleted'],
        enabled: true,
        ...differs,
      })
    },
    async call(method, path, body, headers = {}, signal) {
      const type = method === 'PATCH' || method === 'POST' ? { 'content-type': TYPES[method] } : {}
      const authorization = `Bearer ${await fixture.token()}`
      const url = `${ORIGIN}/${customer.customerId}/webhooks/subscriptions${path}`
      return sandbox.fetch(
        new Request(url, {
          method,
          ...(signal && { signal }),
          headers: { ...(body !== undefined && type), authorization, ...headers },
          ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
        }),
      )
    },
    async token(scope = '*:webhooks/**') {
      const response = await sandbox.fetch(
        new Request(`${ORIGIN}/${customer.customerId}/login/token`, {
          method: 'POST',
          headers: { authorization: `Basic ${btoa(`${customer.clientId}:${customer.clientSecret}`)}` },
          body: new URLSearchParams({ grant_type: 'client_credentials', scope }),
        }),
      )
      return (await response.json()).access_token
    },
    async failedEvent(subscription) {
      sandbox.state.listeners.set('crm', { does: 'status', status: 302 })
      const [event] = sandbox
        .happen({ customer: customer.id, type: 'entityDeleted', application: 'app', client: 'client' })
        .filter(({ subscriptionId }) => subscriptionId === subscription.subscriptionId)
      if (!event) throw new Error('The subscription wants no deletions')
      await clock.settle()
      sandbox.state.listeners.set('crm', { does: 'accept' })
      return event
    },
  }
  return fixture
}
