import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import type { RunOptions } from '../src/contract/run.ts'
import type { EventRecord } from '../src/sandbox/state/event-store.ts'
import { expect, type Product } from './test.ts'

interface Wish {
  name: string
  options?: Partial<RunOptions>
}

/** Starts a run of these events, in the name of whoever is signed in, and gives its address. */
export const startRun = async (
  page: Page,
  { url }: Product,
  events: readonly Pick<EventRecord, 'id' | 'subscriptionId'>[],
  { name, options = {} }: Wish,
): Promise<string> => {
  const api = '/api/environments/production'
  for (const subscriptionId of new Set(events.map((event) => event.subscriptionId))) {
    const known = async () =>
      (await (await page.request.get(`${api}/subscriptions/${subscriptionId}/events`)).json()).total ?? 0
    await expect.poll(known).toBeGreaterThan(0)
  }
  const id = randomUUID()
  const selection = {
    by: 'events',
    events: events.map(({ subscriptionId, id: event }) => ({ subscriptionId, id: event })),
  }
  const answer = await page.request.post(`${api}/runs`, {
    headers: { 'x-console': '1', origin: url, 'sec-fetch-site': 'same-origin' },
    data: { id, selection, options, name },
  })
  expect(answer.status()).toBe(201)
  return `/production/runs/${id}`
}
