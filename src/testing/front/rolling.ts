/** People at work while one console after the other is replaced; what failed for them. */
import type { SubscriptionRow } from '../../contract/subscription.ts'
import type { Balanced } from './balanced.ts'

export interface RollingResult {
  /** Requests by kind. */
  requests: Record<string, number>
  /** Requests that did not end well, one line each. */
  failed: string[]
  /** Reads after a write that showed an older state. */
  stale: number
  /** The exit code of each console that was stopped. */
  exits: (number | null)[]
  /** The fewest requests that ended while one console was away. */
  fewest: number
}

/** Milliseconds between two changes of one person: the console lets each make 120 a minute. */
const BETWEEN_CHANGES = 600
const API = '/api/environments/production'

interface Tally extends Pick<RollingResult, 'requests' | 'failed' | 'stale'> {
  over: boolean
}

/**
 * Has people look at lists, follow the runs and switch a subscription each, without a pause, while every console is stopped
 * by SIGTERM and started again, one after the other, `rounds` times.
 */
export async function roll(
  balanced: Balanced,
  { people, rounds }: { people: number; rounds: number },
): Promise<RollingResult> {
  const tally: Tally = { requests: {}, failed: [], stale: 0, over: false }
  const rows = (await (await read(balanced, await balanced.signIn('operator'), `${API}/subscriptions`)).json()) as {
    items: SubscriptionRow[]
  }
  const work = rows.items
    .slice(0, people)
    .flatMap(({ id }, place) => [
      workOn(balanced, tally, id, `person-${place}`),
      follow(balanced, tally, `person-${place}`),
    ])
  const done = () => Object.values(tally.requests).reduce((sum, count) => sum + count, 0)
  const exits: RollingResult['exits'] = []
  let fewest = Number.POSITIVE_INFINITY
  try {
    for (let turn = 0; turn < rounds * balanced.consoles; turn++) {
      const before = done()
      exits.push(await balanced.restart(turn % balanced.consoles))
      fewest = Math.min(fewest, done() - before)
    }
  } finally {
    tally.over = true
    await Promise.all(work)
  }
  const { requests, failed, stale } = tally
  return { requests, failed, stale, exits, fewest }
}

const read = (balanced: Balanced, headers: Record<string, string>, path: string) => balanced.ask(path, { headers })

/** Counts a request under a name; returns its answer where it is a good one. */
const counted = async (tally: Tally, name: string, request: () => Promise<Response>): Promise<Response | undefined> => {
  tally.requests[name] = (tally.requests[name] ?? 0) + 1
  try {
    const answer = await request()
    if (answer.ok) return answer
    tally.failed.push(`${name}: ${answer.status} ${(await answer.text()).slice(0, 300)}`)
  } catch (error) {
    tally.failed.push(`${name}: ${error instanceof Error ? `${error.message} ${String(error.cause ?? '')}` : error}`)
  }
  return undefined
}

const workOn = async (balanced: Balanced, tally: Tally, id: string, person: string): Promise<void> => {
  const headers = await balanced.signIn('operator', person)
  const path = `${API}/subscriptions/${id}`
  let last = performance.now()
  while (!tally.over) {
    await (await counted(tally, 'list', () => read(balanced, headers, `${API}/subscriptions`)))?.arrayBuffer()
    await (await counted(tally, 'events', () => read(balanced, headers, `${path}/events`)))?.arrayBuffer()
    await (await counted(tally, 'page', () => read(balanced, headers, '/production/subscriptions')))?.arrayBuffer()
    if (performance.now() - last < BETWEEN_CHANGES) continue
    last = performance.now()
    await switchOver(balanced, tally, path, headers)
  }
}

const switchOver = async (balanced: Balanced, tally: Tally, path: string, headers: { cookie: string }) => {
  const look = () => counted(tally, 'subscription', () => read(balanced, headers, path))
  const seen = (await (await look())?.json()) as Pick<SubscriptionRow, 'enabled' | 'version'> | undefined
  if (!seen) return
  const change = {
    method: 'PATCH',
    headers: { ...headers, 'content-type': 'application/json', 'if-match': `"${seen.version}"` },
    body: JSON.stringify({ enabled: !seen.enabled }),
  }
  const made = await counted(tally, 'switch', () => balanced.ask(path, change))
  await made?.arrayBuffer()
  const after = (await (await look())?.json()) as Pick<SubscriptionRow, 'enabled'> | undefined
  if (made && after && after.enabled === seen.enabled) tally.stale++
}

/** Keeps a live stream open; a console that leaves ends it, and the next one goes on. */
const follow = async (balanced: Balanced, tally: Tally, person: string): Promise<void> => {
  const headers = await balanced.signIn('operator', person)
  while (!tally.over) {
    const answer = await counted(tally, 'live', () => read(balanced, headers, `${API}/live`))
    const reader = answer?.body?.getReader()
    while (reader && !tally.over) {
      const part = await reader.read().catch(() => ({ done: true }))
      if (part.done) break
    }
    await reader?.cancel().catch(() => undefined)
  }
}
