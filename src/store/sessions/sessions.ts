import type { Kysely } from 'kysely'
import { MINUTE } from '../../contract/durations.ts'
import { Role } from '../../contract/role.ts'
import { whileWritable } from '../database/store-fault.ts'
import type { Tables } from '../database/tables.ts'
import { createSignIns, type SignIns } from './sign-ins.ts'
import { hashOf, newToken } from './token.ts'

/** A session ends this long after sign-in, whatever happens (milliseconds). */
export const SESSION_LIFE = 8 * 60 * MINUTE
/** A session ends this long after it was last used (milliseconds). */
export const SESSION_IDLE = 60 * MINUTE

export interface SessionUser {
  id: string
  name: string
  email: string | null
  role: Role
}

export interface SessionRecord {
  /** Tells sessions apart inside the server; nobody can sign in with it. */
  key: string
  user: { id: string; name: string; email: string | null }
  role: Role
  /** The latest end, ISO 8601. */
  expiresAt: string
}

/** Sessions and sign-ins under way. The caller keeps the tokens (in cookies), the store only their SHA-256. */
export interface Sessions extends SignIns {
  /** Starts a session and gives its token. */
  create(user: SessionUser): Promise<string>
  /** The session of a token, undefined past its end (8 h after sign-in, 1 h after its last use). Counts as a use. */
  find(token: string): Promise<SessionRecord | undefined>
  /** Returns true while the session of a key lasts. Does not count as a use. */
  lasts(key: string): Promise<boolean>
  /** Ends a session; nothing happens when there is none. */
  end(token: string): Promise<void>
  /** The same by its key. */
  endKey(key: string): Promise<void>
  /** Ends the sessions that a person has in other roles, and returns their keys. */
  endInOtherRoles(userId: string, role: Role): Promise<string[]>
  /** Deletes what is past its end. */
  prune(): Promise<void>
}

/** `now` is in milliseconds. */
export function createSessions(db: Kysely<Tables>, now: () => number): Sessions {
  const alive = (session: { created_at: number; seen_at: number }) =>
    now() < Math.min(session.created_at + SESSION_LIFE, session.seen_at + SESSION_IDLE)
  const endKey = async (key: string) => {
    await db.deleteFrom('sessions').where('token_hash', '=', key).execute()
  }
  const end = (token: string) => endKey(hashOf(token))
  const touch = (hash: string) =>
    db.updateTable('sessions').set({ seen_at: now() }).where('token_hash', '=', hash).execute()
  const signIns = createSignIns(db, now)
  return {
    ...signIns,
    end,
    endKey,
    async create({ id, name, email, role }) {
      const token = newToken()
      const user = { user_id: id, user_name: name, email, role }
      await db
        .insertInto('sessions')
        .values({ token_hash: hashOf(token), ...user, created_at: now(), seen_at: now() })
        .execute()
      return token
    },
    async find(token) {
      const known = db.selectFrom('sessions').selectAll().where('token_hash', '=', hashOf(token))
      const row = await known.executeTakeFirst()
      if (!row) return undefined
      if (!alive(row)) {
        await whileWritable(() => end(token))
        return undefined
      }
      // Once a minute is enough to tell an idle session, and spares a write for every request.
      if (now() - row.seen_at >= MINUTE) await whileWritable(() => touch(row.token_hash))
      return {
        key: row.token_hash,
        user: { id: row.user_id, name: row.user_name, email: row.email },
        role: Role.parse(row.role),
        expiresAt: new Date(row.created_at + SESSION_LIFE).toISOString(),
      }
    },
    async lasts(key) {
      const row = await db.selectFrom('sessions').selectAll().where('token_hash', '=', key).executeTakeFirst()
      return row !== undefined && alive(row)
    },
    async endInOtherRoles(userId, role) {
      const ended = db.deleteFrom('sessions').where('user_id', '=', userId).where('role', '!=', role)
      const rows = await ended.returning('token_hash').execute()
      return rows.map((row) => row.token_hash)
    },
    async prune() {
      await db
        .deleteFrom('sessions')
        .where((row) =>
          row.or([row('created_at', '<=', now() - SESSION_LIFE), row('seen_at', '<=', now() - SESSION_IDLE)]),
        )
        .execute()
      await signIns.pruneSignIns()
    },
  }
}
