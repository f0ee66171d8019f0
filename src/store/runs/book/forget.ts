import type { Database } from '../../database/database.ts'

/**
 * Deletes the parts of a run that ended before a time (ms since 1970), at most `most` of its items at once; the run goes
 * with the last of them. Returns how many rows went, 0 when there is no such run.
 */
export async function forgetEndedRun({ transact }: Database, before: number, most: number): Promise<number> {
  return await transact(async (trx) => {
    const old = trx.selectFrom('runs').select(['id', 'run_id', 'environment']).where('ended_at', '<', before)
    const run = await old.orderBy('ended_at').limit(1).executeTakeFirst()
    if (!run) return 0
    const items = trx.selectFrom('run_items').select('id').where('run', '=', run.id).limit(most)
    const gone = await trx.deleteFrom('run_items').where('id', 'in', items).executeTakeFirst()
    if (gone.numDeletedRows > 0n) return Number(gone.numDeletedRows)
    await trx.deleteFrom('runs').where('id', '=', run.id).execute()
    // A replay has a lane of its own.
    const lane = trx.deleteFrom('lanes').where('environment', '=', run.environment)
    await lane.where('name', '=', `replay ${run.run_id}`).execute()
    return 1
  })
}
