import { PassThrough } from 'node:stream'
import type { EnvironmentSetting } from '../config/config.ts'
import { createLog } from '../config/log.ts'
import { Secret } from '../config/secret.ts'
import type { JournalEntry } from '../contract/journal.ts'
import type { Role } from '../contract/role.ts'
import { type ConsoleProxy, createProxy } from '../proxy/proxy.ts'
import type { SandboxOptions } from '../sandbox/base/options.ts'
import { CONTROL, createControl } from '../sandbox/control/control.ts'
import { openStore, type Store, type StoreSetting } from '../store/store.ts'
import { createSandboxFixture, type SandboxFixture } from './sandbox-fixture.ts'

export const HOME = 'http://localhost:3000'

/** The proxy between a person and a sandbox, all on one clock that stands still. */
export interface ProxyFixture extends SandboxFixture {
  proxy: ConsoleProxy
  store: Store
  /** Everything logged, and everything answered: headers and bodies. */
  written(): string
  /** Access tokens that the proxy got and used. */
  tokensSeen: Set<string>
  /** Requests that reached the API, as method and path below `/webhooks`; without those for tokens and keys. */
  asked: string[]
  /** A request of a person in a role, from the console's own page. `body` is the answer's JSON, else its text. */
  as(
    role: Role | undefined,
    method: string,
    path: string,
    sent?: Sent,
  ): Promise<{ status: number; body: Reply; headers: Headers }>
  journal(): Promise<JournalEntry[]>
  close(): Promise<void>
}

interface Sent {
  body?: unknown
  /** A body that is no JSON. */
  text?: string
  headers?: Record<string, string>
}

// biome-ignore lint/suspicious/noExplicitAny: a test looks into replies of every kind
type Reply = any

/**
 * `setting` differs in both environments; the store is in memory unless it is named. With `beside` it is another process in
 * front of the same sandbox.
 */
export async function createProxyFixture(
  options: Partial<SandboxOptions> = {},
  setting: Partial<Pick<EnvironmentSetting, 'directReplay'>> = {},
  storeSetting: StoreSetting = { sqlite: ':memory:' },
  beside?: SandboxFixture,
): Promise<ProxyFixture> {
  const fixture = beside ?? createSandboxFixture(options)
  const { sandbox, clock } = fixture
  if (!beside) sandbox.mount(CONTROL, createControl(sandbox))
  const store = await openStore(storeSetting, { now: clock.now })
  const written: string[] = []
  const asked: string[] = []
  const tokensSeen = new Set<string>()
  const { baseUrl } = sandbox.options
  const proxy = createProxy({
    config: {
      publicUrl: HOME,
      environments: [...sandbox.state.customers.values()].map((customer) => ({
        id: customer.name,
        name: customer.name,
        colour: 'red',
        baseUrl,
        customerId: customer.customerId,
        clientId: customer.clientId,
        clientSecret: new Secret(customer.clientSecret),
        sandbox: true,
        directReplay: true,
        redeliveryInterval: 60,
        certainAfter: 600,
        backgroundCalls: { perSecond: 1000, perHour: 1_000_000 },
        ...setting,
        entityApi: { baseUrl, clientId: customer.apiClientId, clientSecret: new Secret(customer.apiClientSecret) },
      })),
      signIn: { issuer: 'https://id.example', clientId: 'console', scopes: ['openid'], roleClaim: 'roles', roles: {} },
      backgroundSync: 60,
    },
    store,
    fetch(request) {
      const [, path] = new URL(request.url).pathname.split('/webhooks')
      const [kind, token] = request.headers.get('authorization')?.split(' ') ?? []
      if (kind === 'Bearer' && token) tokensSeen.add(token)
      if (path !== undefined) asked.push(`${request.method} ${path}`)
      return sandbox.fetch(request)
    },
    now: clock.now,
    elapsed: clock.now,
    patience: 10_000,
    log: createLog(
      'trace',
      new PassThrough().on('data', (line) => void written.push(String(line))),
    ),
  })
  const tokens = new Map<Role, string>()
  const tokenOf = async (role: Role) => {
    const user = {
      id: `id-${role}`,
      name: `Name of ${role}`,
      email: `${role}@people.example`,
      role,
    }
    const token = tokens.get(role) ?? (await store.sessions.create(user))
    tokens.set(role, token)
    return token
  }
  return {
    ...fixture,
    proxy,
    store,
    asked,
    tokensSeen,
    written: () => written.join('\n'),
    async as(role, method, path, { body, text: plain, headers = {} } = {}) {
      const ours = method === 'GET' ? {} : { 'x-console': '1', origin: HOME, 'content-type': 'application/json' }
      const cookie = role ? { cookie: `console-session=${await tokenOf(role)}` } : {}
      const sent = {
        method,
        headers: { ...ours, ...cookie, ...headers },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        ...(plain !== undefined && { body: plain }),
      }
      const response = await proxy.fetch(new Request(`${HOME}${path}`, sent))
      const type = response.headers.get('content-type') ?? ''
      const endless = type.startsWith('text/event-stream')
      if (endless) await response.body?.cancel()
      const text = endless ? '' : await response.text()
      written.push(JSON.stringify([...response.headers]), text)
      const read = /[/+]json\b/.test(type) ? JSON.parse(text) : text || undefined
      return { status: response.status, body: read, headers: response.headers }
    },
    journal: async () => (await store.journal.page({ size: 100 })).items,
    async close() {
      await proxy.stop()
      if (!beside) await sandbox.close()
      await store.close()
    },
  }
}
