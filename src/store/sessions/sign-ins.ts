import type { Kysely } from 'kysely'
import { MINUTE } from '../../contract/durations.ts'
import type { Tables } from '../database/tables.ts'
import { hashOf, newToken } from './token.ts'

/** The time a person may take at the identity provider (milliseconds). */
export const SIGN_IN_LIFE = 10 * MINUTE

/** The values that are kept from the way to the identity provider until the way back. */
export interface SignIn {
  state: string
  nonce: string
  codeVerifier: string
  returnTo: string
  /** The key of the session that the new one replaces. */
  replaces: string | null
}

export interface SignIns {
  /** Remembers a sign-in for 10 minutes and gives its token. */
  beginSignIn(signIn: SignIn): Promise<string>
  /** Gives a sign-in once; undefined for the second asker, an unknown token, or after 10 minutes. */
  takeSignIn(token: string): Promise<SignIn | undefined>
  pruneSignIns(): Promise<void>
}

/** `now` is in milliseconds. */
export function createSignIns(db: Kysely<Tables>, now: () => number): SignIns {
  return {
    async beginSignIn({ state, nonce, codeVerifier, returnTo, replaces }) {
      const token = newToken()
      const kept = { state, nonce, code_verifier: codeVerifier, return_to: returnTo, replaces, created_at: now() }
      await db
        .insertInto('sign_ins')
        .values({ token_hash: hashOf(token), ...kept })
        .execute()
      return token
    },
    async takeSignIn(token) {
      const taken = db.deleteFrom('sign_ins').where('token_hash', '=', hashOf(token)).returningAll()
      const row = await taken.executeTakeFirst()
      if (!row || now() >= row.created_at + SIGN_IN_LIFE) return undefined
      const { state, nonce, replaces } = row
      return { state, nonce, codeVerifier: row.code_verifier, returnTo: row.return_to, replaces }
    },
    async pruneSignIns() {
      await db
        .deleteFrom('sign_ins')
        .where('created_at', '<=', now() - SIGN_IN_LIFE)
        .execute()
    },
  }
}
