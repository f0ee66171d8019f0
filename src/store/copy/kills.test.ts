import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, inject, it, onTestFinished } from 'vitest'
import { contentOf, readColumns } from '../../testing/any-store.ts'
import { copyThroughKills } from '../../testing/copy-kills.ts'
import { kills } from '../../testing/faults/kills.ts'
import { liveInStore } from '../../testing/lived-in-store.ts'
import { createDatabase } from '../../testing/postgres.ts'
import { openJournal, openStore } from '../store.ts'

const server = inject('postgres')
const KILLS = kills(3)

it.skipIf(server === null).each(['to PostgreSQL', 'to SQLite'])(
  'a copy %s that is killed again and again goes on each time, and is the same in the end',
  { timeout: 120_000 + KILLS * 20_000 },
  async (way) => {
    const folder = mkdtempSync(join(tmpdir(), 'console-copy-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const stores = [
      { sqlite: join(folder, 'console.sqlite') },
      { postgres: await createDatabase(server ?? '') },
    ] as const
    const [from, to] = way === 'to PostgreSQL' ? stores : [stores[1], stores[0]]
    await liveInStore(from, KILLS * 400)
    const tables = [...(await readColumns()).keys()]
    const before = await contentOf(from, tables)
    const { killed, code, said } = await copyThroughKills({ from, to }, KILLS)
    expect([code, said]).toEqual([0, expect.stringContaining('Everything is there')])
    expect(killed).toBeGreaterThan(0)
    expect(await contentOf(to, tables)).toEqual(before)
    const { journal, close } = await openJournal(to)
    expect((await journal.verify()).faults).toEqual([])
    await close()
    const store = await openStore(to)
    const page = await store.runs.page('production', { show: 'all', size: 10 }, { interval: 60_000 })
    expect(page.items.map(({ total }) => total)).toEqual([KILLS * 200, KILLS * 200])
    await store.close()
  },
)
