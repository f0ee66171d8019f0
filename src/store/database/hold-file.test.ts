import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { openStore } from '../store.ts'

it('makes the folder of a file that only one process may open', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'console-hold-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const sqlite = join(folder, 'data/deep/console.sqlite')
  const store = await openStore({ sqlite }, { alone: true })
  await store.close()
  expect(statSync(join(folder, 'data')).mode & 0o777).toBe(0o700)
})
