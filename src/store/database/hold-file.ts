import { resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { createFile, explainSqlite } from './sqlite.ts'

/**
 * Holds a database file for this process until the returned function is called, or the process ends however it does. The
 * lock is one of SQLite on a file beside it: the database itself stays readable, for a backup. Throws StoreError.
 */
export function holdFile(path: string): () => void {
  createFile(resolve(path))
  let lock: DatabaseSync | undefined
  try {
    lock = new DatabaseSync(`${path}.lock`, { timeout: 0 })
    lock.exec('begin exclusive')
    const held = lock
    return () => held.close()
  } catch (error) {
    lock?.close()
    throw explainSqlite(path, error)
  }
}
