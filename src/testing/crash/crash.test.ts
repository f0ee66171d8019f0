import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { kills } from '../faults/kills.ts'
import { createDatabase } from '../postgres.ts'
import { crash } from './crash.ts'

const KILLS = kills(12)
/** `npm run test:crash` is the same with a hundred kills. */
const SIZE = { kills: KILLS, lanes: 7, each: Math.max(20, KILLS * 2) }
const UNHARMED = { kills: KILLS, items: SIZE.lanes * SIZE.each, twice: 0, lost: 0, unsettled: 0, complaints: [] }
/** Some of the deaths lay between the call and its answer: of those the event itself was asked. */
const ASKED = { arrived: expect.toSatisfy((count: number) => count > 0) }

describe('a run whose process is killed again and again sends each event once', () => {
  it('on SQLite', { timeout: 180_000 + KILLS * 5_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'console-crash-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const sqlite = join(folder, 'console.sqlite')
    expect(await crash({ store: { sqlite }, processes: 1, ...SIZE })).toMatchObject({ ...UNHARMED, asked: ASKED })
  })

  it('in two processes on PostgreSQL', { timeout: 180_000 + KILLS * 5_000 }, async ({ skip }) => {
    const server = inject('postgres')
    if (!server) skip('no PostgreSQL is installed here (initdb and postgres, in PATH or /usr/lib/postgresql)')
    else {
      const postgres = await createDatabase(server)
      expect(await crash({ store: { postgres }, processes: 2, ...SIZE })).toMatchObject({ ...UNHARMED, asked: ASKED })
    }
  })
})
