import { expect, inject, it, vi } from 'vitest'
import { createSandbox } from '../../sandbox/sandbox.ts'
import { openStore } from '../../store/store.ts'
import { createDispatching } from '../../testing/dispatching.ts'
import { createDatabase } from '../../testing/postgres.ts'

it('two that share one ledger send each event once, and hear of each other’s work', { timeout: 60_000 }, async ({
  skip,
}) => {
  const server = inject('postgres')
  if (!server) return skip('no PostgreSQL is installed here (initdb and postgres, in PATH or /usr/lib/postgresql)')
  const postgres = await createDatabase(server)
  const sandbox = createSandbox({ timeScale: 2000 })
  const [one, other] = await Promise.all(
    [0, 1].map(async () => createDispatching({ sandbox, store: await openStore({ postgres }) })),
  )
  if (!one || !other) throw new Error('Two were made')
  one.dispatcher.start()
  other.dispatcher.start()
  const items = Array.from({ length: 12 }, () => one.failing(5).items).flat()
  const runs = await Promise.all([one.run(items.slice(0, 40)), other.run(items.slice(20))])
  for (const run of runs) {
    await vi.waitFor(async () => expect((await one.detail(run)).endedAt).not.toBeNull(), {
      timeout: 50_000,
      interval: 50,
    })
  }
  const answers = items.map(({ eventId }) => one.calls(eventId).filter((status) => status !== 429))
  expect(answers).toEqual(items.map(() => [202]))
  expect([...one.reported, ...other.reported]).toEqual([])
  for (const { dispatcher, store } of [one, other]) {
    await dispatcher.stop()
    await store.close()
  }
  await sandbox.close()
})
