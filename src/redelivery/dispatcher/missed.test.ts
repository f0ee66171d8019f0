import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createDispatching, type Dispatching } from '../../testing/dispatching.ts'

/** Real timers: a busy machine takes its time. */
vi.setConfig({ testTimeout: 30_000 })

let stack: Dispatching
beforeEach(async () => {
  stack = await createDispatching()
  stack.sandbox.state.listeners.set('orders', { does: 'status', status: 503 })
  stack.dispatcher.start()
})
afterEach(() => stack.close())

const soon = <T>(check: () => T | Promise<T>) => vi.waitFor(check, { timeout: 20_000, interval: 10 })
const becomes = (run: string, expected: object) =>
  soon(async () => expect(await stack.detail(run)).toMatchObject(expected))
const taken = () => stack.calls().filter((status) => status === 202).length

it('one first: stops while the API goes on trying it, and goes on once somebody says so', async () => {
  const { items } = stack.failing(3)
  const run = await stack.run(items, { canary: true })
  await becomes(run, {
    state: 'stopped',
    stateReason: 'The first event was not delivered: the listener answered 503; Identity Cloud goes on trying it',
    counts: { scheduled: 1, held: 2 },
    retrying: 1,
  })
  expect(taken()).toBe(1)
  stack.sandbox.state.listeners.set('orders', { does: 'accept' })
  await stack.control('resume', run)
  await becomes(run, { state: 'done', counts: { delivered: 3 } })
  expect(taken()).toBe(3)
})

it('one first: proven by a later attempt, it waits for somebody, then lets all go', async () => {
  const { items } = stack.failing(3)
  const run = await stack.run(items, { canary: true })
  await becomes(run, { state: 'stopped', counts: { scheduled: 1 } })
  stack.sandbox.state.listeners.set('orders', { does: 'accept' })
  await becomes(run, {
    state: 'stopped',
    stateReason: 'The first event was delivered after all, by a later attempt: the others can go',
    counts: { delivered: 1, held: 2 },
    oneFirst: false,
  })
  await stack.control('resume', run)
  await becomes(run, { state: 'done', counts: { delivered: 3 } })
})

it('in a row: a run of many sends a few of them only', async () => {
  const { items } = stack.failing(40)
  const run = await stack.run(items, { stopAfter: 3 })
  await becomes(run, { state: 'stopped', stateReason: expect.stringContaining('in a row were not delivered') })
  expect((await stack.detail(run)).counts.held).toBeGreaterThan(20)
})
