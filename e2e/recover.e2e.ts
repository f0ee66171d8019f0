import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from '@playwright/test'
import { createLog } from '../src/config/log.ts'
import { serveSandbox } from '../src/sandbox/serve/serve.ts'
import type { SubscriptionRecord } from '../src/sandbox/state/subscription-store.ts'
import { sandboxConfig } from '../src/sandbox-config.ts'
import { startConsole } from '../src/server.ts'
import { freePort } from '../src/testing/free-port.ts'
import { addSubscription, listenerOf } from './data.ts'
import { test as base, expect } from './test.ts'
import { watch } from './watch.ts'

/** A minute is a quarter of a second: a lane sends four events a second, as fast as the ration allows. */
const TIME_SCALE = 240
const USERS = 100
const CLAIMS = { application: 'zzyn9gy9r8xdy5zkru4y54syk6', client: 'elrrniux51a3nrhfwzklvz3t46lb5n2m' }

/** A console that can be stopped and started again beside an API that lives on. */
const test = base.extend<{ world: Awaited<ReturnType<typeof openWorld>> }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from its parameter
  world: async ({}, use) => {
    const world = await openWorld()
    await use(world)
    await world.close()
  },
})

const openWorld = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'console-recover-'))
  const port = await freePort()
  const url = `http://localhost:${port}`
  const api = await serveSandbox({
    port: 0,
    host: 'localhost',
    subscriptions: 0,
    events: 0,
    timeScale: TIME_SCALE,
    tokenLifetime: 3600 * TIME_SCALE,
    redirectUris: [`${url}/auth/callback`],
  })
  const store = { sqlite: join(folder, 'console.sqlite') }
  const config = sandboxConfig(api, { port, host: 'localhost', publicUrl: url, store })
  const start = () => startConsole(config, createLog('silent'))
  let running = await start()
  return {
    url,
    sandbox: api.sandbox,
    async restart() {
      await running.stop()
      running = await start()
    },
    async close() {
      await running.stop()
      await api.close()
      rmSync(folder, { recursive: true })
    },
  }
}

type World = Awaited<ReturnType<typeof openWorld>>

/** A hundred users change while two listeners are broken and a subscription is off; one more is deleted. */
const outage = (world: World) => {
  const { sandbox } = world
  const product = { url: world.url, sandbox, secrets: [], log: [] }
  const add = (title: string, given: Partial<SubscriptionRecord> = {}) => addSubscription(product, { title, ...given })
  const redirected = add('Orders')
  const garbled = add('Loyalty')
  const off = add('Search index', { enabled: false })
  const deletions = add('Privacy desk', { events: ['entityDeleted'] })
  const broken = [redirected, deletions]
  for (const subscription of broken)
    sandbox.state.listeners.set(listenerOf(subscription), { does: 'status', status: 302 })
  sandbox.state.listeners.set(listenerOf(garbled), { does: 'garbage' })
  const customer = sandbox.customers[0]?.customerId ?? ''
  for (let user = 0; user < USERS; user++)
    sandbox.happen({ customer, type: 'entityUpdated', attributes: ['email'], ...CLAIMS })
  sandbox.happen({ customer, type: 'entityDeleted', ...CLAIMS })
  const failed = () => sandbox.state.events.all().filter(({ state }) => state === 'failure').length
  const repair = () => {
    for (const subscription of [redirected, garbled])
      sandbox.state.listeners.set(listenerOf(subscription), { does: 'accept' })
    sandbox.state.subscriptions.replace({ ...off, enabled: true })
  }
  return { subscriptions: [redirected, garbled, off], failed, repair }
}

const operatorIn = async (browser: Browser, { url }: World) => {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1440, height: 900 } })
  const complaints = watch(context, [])
  const page = await context.newPage()
  await page.goto('/production/failed-events')
  await page.getByRole('link', { name: 'Sign in' }).click()
  await page.getByRole('button', { name: 'Operator' }).click()
  await expect(page.getByRole('navigation', { name: 'Console' })).toBeVisible()
  return { page, context, complaints }
}

/** The list holds what was read when it was begun; what is read meanwhile comes on demand. */
const showAll = (page: Page, words: string) =>
  expect(async () => {
    const newer = page.getByRole('button', { name: /^(Show them|Show the .* found so far|Read the list anew)$/ })
    // It may go away by itself before it is clicked: then the next round looks again.
    if (await newer.isVisible()) await newer.click({ timeout: 5_000 })
    await expect(page.getByRole('main').getByText(words, { exact: true })).toBeVisible({ timeout: 1_000 })
  }).toPass({ timeout: 60_000 })

const startRun = async (page: Page) => {
  await showAll(page, '301 failed events')
  await page.getByRole('combobox', { name: 'Event type' }).selectOption('Updated')
  await expect(page.getByRole('main').getByText('300 failed events', { exact: true })).toBeVisible()
  await page.getByRole('grid', { name: 'Failed events' }).getByRole('row').nth(1).focus()
  await page.keyboard.press('Control+a')
  const bar = page.getByRole('region', { name: 'Selected events' })
  await expect(bar).toContainText('All 300 that match are selected')
  await bar.getByRole('button', { name: 'Redeliver 300…' }).click()
  await expect(page.getByRole('main').getByText(/^300 events of 3 subscriptions/)).toBeVisible()
  await page.getByRole('checkbox', { name: 'Try one event first' }).check()
  await page.getByRole('textbox', { name: 'Name' }).fill('After the outage')
  await page.getByRole('button', { name: 'Start: one event now, the others after it' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'After the outage' })).toBeVisible()
}

test('300 failed events of three subscriptions are delivered once each, though browser and server go in between', async ({
  browser,
  world,
}) => {
  test.setTimeout(300_000)
  const { sandbox } = world
  const { subscriptions, failed, repair } = outage(world)
  await expect.poll(failed, { timeout: 60_000 }).toBe(301)
  repair()

  const first = await operatorIn(browser, world)
  await startRun(first.page)
  const progress = (page: Page) => page.getByRole('region', { name: 'Progress' })
  await expect(progress(first.page)).toContainText('The last call goes out')
  const accepted = () =>
    subscriptions.map((subscription) =>
      sandbox.state.listeners
        .received(listenerOf(subscription))
        .filter(({ answer }) => answer !== null && 'statusCode' in answer && answer.statusCode === 200),
    )
  const count = () => accepted().reduce((sum, each) => sum + each.length, 0)
  await expect.poll(count, { timeout: 60_000 }).toBeGreaterThan(20)
  expect(first.complaints).toEqual([])
  await first.context.close()

  await world.restart()
  const before = count()
  expect(before).toBeLessThan(300)
  const second = await operatorIn(browser, world)
  await expect(second.page.getByRole('button', { name: /^1 run/ })).toBeVisible()
  await second.page.getByRole('link', { name: 'Runs', exact: true }).click()
  // The list one comes from names the run too, in each of its rows.
  await second.page.getByRole('table', { name: 'Runs' }).getByRole('link', { name: 'After the outage' }).click()
  await expect(progress(second.page)).toContainText('Done: all 300 were delivered.', { timeout: 240_000 })

  for (const each of accepted()) expect(new Set(each.map(({ jti }) => jti)).size).toBe(USERS)
  expect(accepted().map((each) => each.length)).toEqual([USERS, USERS, USERS])
  const mine = sandbox.state.events.all().filter(({ type }) => type === 'entityUpdated')
  expect(mine.map(({ state }) => state)).toEqual(Array.from({ length: 300 }, () => 'success'))
  expect(failed()).toBe(1)
  await second.page.getByRole('link', { name: 'Failed events', exact: true }).click()
  await showAll(second.page, '1 failed event')
  expect(second.complaints).toEqual([])
  await second.context.close()
})
