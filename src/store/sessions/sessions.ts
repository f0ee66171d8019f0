import type { Expression, ExpressionBuilder, Kysely, Selectable, SqlBool } from 'kysely'
import { MINUTE } from '../../contract/durations.ts'
import { Role } from '../../contract/role.ts'
import { whileWritable } from '../database/store-fault.ts'
import type { SessionsTable, Tables } from '../database/tables.ts'
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
  /** The place where it is begun, and the provider's name of its own session, where known. */
  address?: string | null
  browser?: string | null
  sid?: string | null
}

export interface SessionRecord {
  /** Tells sessions apart inside the server; nobody can sign in with it. */
  key: string
  user: { id: string; name: string; email: string | null }
  role: Role
  /** The latest end, ISO 8601. */
  expiresAt: string
}

/** A session that lasts, as people see it in a list. Times are ISO 8601; `lastUsedAt` is up to a minute old. */
export interface OpenSession extends SessionRecord {
  signedInAt: string
  lastUsedAt: string
  address: string | null
  browser: string | null
}

/** Some of the sessions: those that fit every member that is there. */
export interface SessionSelection {
  /** The one of a key that begins like this. */
  id?: string | undefined
  userId?: string | undefined
  /** The key of one that is left out. */
  except?: string | undefined
  /** Those in any other role. */
  notIn?: Role | undefined
  /** The provider's names of them; null for those of which it is not known. */
  sids?: readonly (string | null)[] | undefined
}

/** Sessions and sign-ins under way. The caller keeps the tokens (in cookies), the store only their SHA-256. */
export interface Sessions extends SignIns {
  /** Starts a session and gives its token. */
  create(user: SessionUser): Promise<string>
  /** The session of a token, undefined past its end (8 h after sign-in, 1 h after its last use). Counts as a use. */
  find(token: string): Promise<SessionRecord | undefined>
  /** Returns those of some keys whose session lasts. Does not count as a use. */
  lasting(keys: readonly string[]): Promise<string[]>
  /** Returns the sessions that last, the one used last first, at most `most`. */
  list(selection: SessionSelection, most: number): Promise<OpenSession[]>
  /** Ends a session; nothing happens when there is none. */
  end(token: string): Promise<void>
  /** The same by its key. */
  endKey(key: string): Promise<void>
  /** Ends sessions and returns those that lasted until then. */
  endThose(selection: SessionSelection): Promise<OpenSession[]>
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
    async create({ id, name, email, role, address = null, browser = null, sid = null }) {
      const token = newToken()
      const user = { user_id: id, user_name: name, email, role }
      await db
        .insertInto('sessions')
        .values({ token_hash: hashOf(token), ...user, created_at: now(), seen_at: now(), address, browser, sid })
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
      return recordOf(row)
    },
    async lasting(keys) {
      if (keys.length === 0) return []
      const known = db.selectFrom('sessions').select(['token_hash', 'created_at', 'seen_at'])
      const rows = await known.where('token_hash', 'in', keys).execute()
      return rows.filter(alive).map((row) => row.token_hash)
    },
    async list(selection, most) {
      const rows = db
        .selectFrom('sessions')
        .selectAll()
        .where('created_at', '>', now() - SESSION_LIFE)
        .where('seen_at', '>', now() - SESSION_IDLE)
        .where((row) => row.and(conditionsOf(row, selection)))
      return (await rows.orderBy('seen_at', 'desc').orderBy('created_at', 'desc').limit(most).execute()).map(openOf)
    },
    async endThose(selection) {
      const those = db.deleteFrom('sessions').where((row) => row.and(conditionsOf(row, selection)))
      return (await those.returningAll().execute()).filter(alive).map(openOf)
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

function conditionsOf(
  row: ExpressionBuilder<Tables, 'sessions'>,
  { id, userId, except, notIn, sids }: SessionSelection,
): Expression<SqlBool>[] {
  // Keys are hexadecimal: nothing that begins with `id` sorts after the second.
  const byKey = id === undefined ? [] : [row('token_hash', '>=', id), row('token_hash', '<', `${id}g`)]
  const named = sids?.filter((sid) => sid !== null) ?? []
  const bySid = [...named.map((sid) => row('sid', '=', sid)), ...(sids?.includes(null) ? [row('sid', 'is', null)] : [])]
  return [
    ...byKey,
    ...(userId === undefined ? [] : [row('user_id', '=', userId)]),
    ...(except === undefined ? [] : [row('token_hash', '!=', except)]),
    ...(notIn === undefined ? [] : [row('role', '!=', notIn)]),
    ...(sids === undefined ? [] : [row.or(bySid)]),
  ]
}

const recordOf = (row: Selectable<SessionsTable>): SessionRecord => ({
  key: row.token_hash,
  user: { id: row.user_id, name: row.user_name, email: row.email },
  role: Role.parse(row.role),
  expiresAt: iso(row.created_at + SESSION_LIFE),
})

const openOf = (row: Selectable<SessionsTable>): OpenSession => ({
  ...recordOf(row),
  signedInAt: iso(row.created_at),
  lastUsedAt: iso(row.seen_at),
  address: row.address,
  browser: row.browser,
})

const iso = (milliseconds: number): string => new Date(milliseconds).toISOString()
