import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, it, onTestFinished } from 'vitest'
import { openDatabase } from './database.ts'

it('a full disk is said as such, to all whose work shared the transaction, and is over when there is room', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'console-full-'))
  const { db, transact } = await openDatabase({ sqlite: join(folder, 'store.sqlite') })
  onTestFinished(async () => {
    await db.destroy()
    rmSync(folder, { recursive: true })
  })
  const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(db)
  const limit = (pages: number) => sql`pragma max_page_count = ${sql.lit(pages)}`.execute(db)
  await limit((rows[0]?.page_count ?? 0) + 1)
  const write = (bytes: number) =>
    transact((trx) =>
      sql`insert into sign_ins (token_hash, state, nonce, code_verifier, return_to, created_at)
          values (hex(randomblob(8)), 's', 'n', 'v', ${'x'.repeat(bytes)}, 1)`.execute(trx),
    )
  const ends = await Promise.allSettled([write(10), write(4_000_000), write(10)])
  expect(ends.map(({ status }) => status)).toContain('rejected')
  for (const end of ends) if (end.status === 'rejected') expect(String(end.reason)).toMatch(/full/)
  await limit(1_000_000)
  await write(4_000_000)
})
