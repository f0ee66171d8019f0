import type { Kysely } from 'kysely'
import { DAY } from '../../contract/durations.ts'
import type { Tables } from '../database/tables.ts'

/** A file of a built interface, in the one form in which it is kept. */
export interface InterfaceFile {
  /** The path with the hash of its content, `/assets/…`: the same path is the same file, of whatever build. */
  path: string
  /** The media type. */
  type: string
  encoding: 'br' | 'identity'
  body: Buffer<ArrayBuffer>
}

/** The files of the interfaces of all processes on the store, for pages that another version of the console gave out. */
export interface InterfaceFiles {
  /** Keeps the files of a build for a good week from now, and drops what nobody has kept for so long. */
  keep(files: readonly InterfaceFile[]): Promise<void>
  find(path: string): Promise<InterfaceFile | undefined>
}

/** A week for pages that stay open after an update, and the day between two times at which a process keeps its files. */
const KEPT = 8 * DAY

/** `now` is in milliseconds. */
export function createInterfaceFiles(db: Kysely<Tables>, now: () => number): InterfaceFiles {
  return {
    async keep(files) {
      const paths = files.map(({ path }) => path)
      const kept_until = now() + KEPT
      await db.deleteFrom('interface_files').where('kept_until', '<', now()).execute()
      if (paths.length === 0) return
      await db.updateTable('interface_files').set({ kept_until }).where('path', 'in', paths).execute()
      const known = await db.selectFrom('interface_files').where('path', 'in', paths).select('path').execute()
      const there = new Set(known.map(({ path }) => path))
      const rows = files
        .filter(({ path }) => !there.has(path))
        .map(({ path, type, encoding, body }) => ({ path, type, encoding, body: body.toString('base64'), kept_until }))
      if (rows.length === 0) return
      // Another process of the same build may begin in the same moment.
      const insert = db.insertInto('interface_files').values(rows)
      await insert.onConflict((conflict) => conflict.column('path').doNothing()).execute()
    },
    async find(path) {
      const row = await db
        .selectFrom('interface_files')
        .where('path', '=', path)
        .where('kept_until', '>=', now())
        .select(['type', 'encoding', 'body'])
        .executeTakeFirst()
      if (!row) return undefined
      const encoding = row.encoding === 'br' ? 'br' : 'identity'
      return { path, type: row.type, encoding, body: Buffer.from(row.body, 'base64') }
    },
  }
}
