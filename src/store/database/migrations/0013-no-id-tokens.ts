import type { Kysely } from 'kysely'

/** ID tokens are not kept: signing out at the provider does without, and a copied store tells nothing of them. */
export async function noIdTokens(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('sessions').dropColumn('id_token').execute()
}
