import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { readConfig } from '../config/config.ts'
import { storeSetting } from '../server.ts'
import type { Journal } from '../store/journal/journal.ts'
import { openJournal } from '../store/store.ts'
import { CONFIG, configPath, type Given, type Surroundings } from './command.ts'
import { WORDS } from './words.ts'

export const JOURNAL_FLAGS = {
  ...CONFIG,
  sqlite: { value: 'FILE', does: 'a SQLite file, such as a backup, in place of the configuration’s store' },
} as const

/** Opens the journal that a command is about, beside a console that may be running, and closes it after `use`. */
export async function withJournal<T>(
  given: Given<typeof JOURNAL_FLAGS>,
  { env }: Surroundings,
  use: (journal: Journal) => Promise<T>,
): Promise<T> {
  const setting = given.sqlite
    ? { sqlite: resolve(given.sqlite) }
    : storeSetting((await readConfig(configPath(given, { env }), env)).store)
  // Opening a file that is not there makes one, in which everything fits.
  if ('sqlite' in setting && !existsSync(setting.sqlite)) throw new Error(WORDS.noFile(setting.sqlite))
  const { journal, close } = await openJournal(setting)
  try {
    return await use(journal)
  } finally {
    await close()
  }
}
