import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { beforeEach, expect, it, onTestFinished } from 'vitest'
import { openStore } from '../store/store.ts'
import { ran } from '../testing/ran.ts'

let sqlite: string
beforeEach(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'console-journal-'))
  sqlite = join(folder, 'console.sqlite')
  const store = await openStore({ sqlite }, { alone: true })
  onTestFinished(async () => {
    await store.close()
    rmSync(folder, { recursive: true })
  })
  for (const title of ['CRM', 'Billing']) {
    const target = { type: 'subscription', id: title, title, subscriptionId: title } as const
    const person = { actor: { id: 'u', name: 'Olga' }, role: 'operator' } as const
    const change = { environment: 'production', before: null, after: null, reason: null, requestId: 'r' }
    const id = await store.journal.begin({ ...person, ...change, action: 'subscription.enable', target })
    await store.journal.finish(id, { outcome: 'done' })
  }
})

/** Carries out a command beside the console that holds the file. */
const run = async (what: string) => {
  const { code, out } = await ran(['journal', what, '--sqlite', sqlite])
  return { code, said: out }
}

it('says that everything fits, and what does not', async () => {
  expect(await run('verify')).toEqual({
    code: 0,
    said: expect.stringMatching(/^4 links were checked; everything fits\.\nproduction ends at 4 with [0-9a-f]{64}\n$/),
  })
  const file = new DatabaseSync(sqlite)
  file.exec(`update journal set reason = 'another' where target_id = 'CRM'`)
  file.close()
  const { code, said } = await run('verify')
  expect([code, said]).toEqual([
    1,
    expect.stringMatching(/1 things do not fit[\s\S]*link 2 .* was changed after it was written/),
  ])
})

it('prints all entries as lines of JSON, the oldest first, with their links', async () => {
  const { code, said } = await run('export')
  const entries = said
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(code).toBe(0)
  expect(entries).toMatchObject([
    { target: { title: 'CRM' }, outcome: 'done', links: [{ seq: 1 }, { seq: 2, hash: expect.any(String) }] },
    { target: { title: 'Billing' }, links: [{ seq: 3 }, { seq: 4 }] },
  ])
})

it('makes no store where there is none', async () => {
  const missing = `${sqlite}.missing`
  expect(await ran(['journal', 'verify', '--sqlite', missing])).toMatchObject({
    code: 1,
    err: `There is no store at ${missing}.\n`,
  })
  expect(existsSync(missing)).toBe(false)
})
