import type { Role } from '../../contract/role.ts'
import type { Sandbox } from '../../sandbox/sandbox.ts'
import type { SubscriptionRecord } from '../../sandbox/state/subscription-store.ts'
import type { Variant } from '../../sandbox/variants/variant.ts'
import { createStack, ORIGIN, type Stack } from '../stack.ts'

/** A whole console on an API that may differ, with what a person meets there. */
export interface Tour {
  stack: Stack
  /** Has two failed events and a delivered one. */
  crm: SubscriptionRecord
  /** Has a filter. */
  billing: SubscriptionRecord
  /** Has nothing to lose. */
  newsletter: SubscriptionRecord
  /** The ids of the failed events, oldest first. */
  failed: [string, string]
  /** Asks the console below `/api/environments/production`, as an administrator. */
  ask(method: string, path: string, body?: object, headers?: Record<string, string>): Promise<Reply>
  /** Asks again until the answer is enough; throws what it last was when that takes too long. */
  until(read: () => Promise<Reply>, enough: (reply: Reply) => boolean): Promise<Reply>
  close(): Promise<void>
}

export interface Reply {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: journeys look into replies of every kind
  body: any
}

/** The reply that kept a journey from doing its job. */
export class Unmet extends Error {
  readonly reply: Reply
  constructor(wanted: string, reply: Reply) {
    super(`${wanted}, not ${reply.status} ${JSON.stringify(reply.body)?.slice(0, 600)}`)
    this.reply = reply
  }
}

export const BILLING_FILTER = { properties: { entityCreated: { properties: { entityType: { const: 'user' } } } } }

/** Makes 36 seconds of the API's waits 10 ms: a minute between two redeliveries is short, and still a wait. */
const TIME_SCALE = 3_600
/** Two pages of three subscriptions, two of three events. */
const PAGE_SIZE = 2
const LONGEST_WAIT = 20_000
const BETWEEN_LOOKS = 5

/** Starts a console on a sandbox that differs, with failed events to begin with. */
export async function startTour({ rules = [], options = {} }: Pick<Variant, 'rules' | 'options'>): Promise<Tour> {
  const stack = await createStack({ timeScale: TIME_SCALE, pageSize: PAGE_SIZE, dailyExport: 'off', ...options })
  const { sandbox } = stack
  const crm = subscriptionIn(sandbox, { title: 'CRM sync' })
  const billing = subscriptionIn(sandbox, { title: 'Billing', events: ['entityCreated'], filter: BILLING_FILTER })
  const newsletter = subscriptionIn(sandbox, { title: 'Newsletter', events: ['entityDeleted'] })
  const failed: [string, string] = [await eventIn(sandbox, crm, 302), await eventIn(sandbox, crm, 302)]
  await eventIn(sandbox, crm, 200)
  for (const rule of rules) sandbox.state.faults.add(rule)
  const cookies = new Map<Role, string>()

  const ask: Tour['ask'] = async (method, path, body, headers = {}) => {
    const cookie = cookies.get('administrator') ?? (await stack.signIn('administrator'))
    cookies.set('administrator', cookie)
    const ours = method === 'GET' ? {} : { 'x-console': '1', origin: ORIGIN, 'content-type': 'application/json' }
    const url = path.startsWith('/api') ? `${ORIGIN}${path}` : `${ORIGIN}/api/environments/production${path}`
    const response = await stack.fetch(
      new Request(url, {
        method,
        headers: { ...ours, cookie, ...headers },
        ...(body && { body: JSON.stringify(body) }),
      }),
    )
    const text = await response.text()
    const isJson = /[/+]json\b/.test(response.headers.get('content-type') ?? '')
    return { status: response.status, body: isJson ? JSON.parse(text) : text }
  }
  return {
    ...{ stack, crm, billing, newsletter, failed, ask },
    async until(read, enough) {
      const end = performance.now() + LONGEST_WAIT
      for (;;) {
        const reply = await read()
        if (enough(reply)) return reply
        if (performance.now() > end) throw new Unmet('in time', reply)
        await new Promise((resolve) => setTimeout(resolve, BETWEEN_LOOKS))
      }
    },
    close: () => stack.close(),
  }
}

const subscriptionIn = (sandbox: Sandbox, differs: Partial<SubscriptionRecord>): SubscriptionRecord => {
  const at = sandbox.stamp()
  return sandbox.state.subscriptions.add({
    subscriptionId: crypto.randomUUID(),
    customerId: sandbox.customers[0]?.customerId ?? '',
    createdAt: at,
    updatedAt: at,
    title: '',
    endpoint: 'https://crm.listener.example/hook',
    events: ['entityUpdated'],
    enabled: true,
    ...differs,
  })
}

/** Makes a user's change whose delivery gets this answer, and waits for its end. */
const eventIn = async (sandbox: Sandbox, { subscriptionId }: SubscriptionRecord, status: number): Promise<string> => {
  sandbox.state.listeners.set('crm', status === 200 ? { does: 'accept' } : { does: 'status', status })
  const happened = sandbox.happen({
    customer: 'production',
    type: 'entityUpdated',
    application: 'app',
    client: 'client',
  })
  const event = happened.find((one) => one.subscriptionId === subscriptionId)
  if (!event) throw new Error('The subscription wants no updates')
  while (event.state !== 'failure' && event.state !== 'success') await new Promise((resolve) => setImmediate(resolve))
  return event.id
}
