import { type Expression, type Kysely, type SqlBool, sql } from 'kysely'
import type { ReadingBudgetsTable, Tables } from '../database/tables.ts'

/** The rates by which calls are counted. Times are in milliseconds. */
export interface BudgetRates {
  /** The time between two calls by the ceiling of a second. */
  eachSecond: number
  /** The time between two calls by the ceiling of an hour. */
  eachHour: number
  /** The lead that the calls may have on that before nothing new is begun. */
  ahead: number
  /** The lead that they may have before a reading under way is broken off. */
  atMost: number
}

/** The calls that the background may still make to an environment's API; shared by all processes that use the store. */
export interface ReadingBudget {
  /**
   * Returns how much is taken of what may run ahead: 0 and less when the calls keep their rate, 1 when nothing new may
   * begin, infinity during a pause.
   */
  load(environment: string, rates: BudgetRates): Promise<number>
  /**
   * Takes a call, `weight` of one. Returns the time (ms) from which it may be made, undefined when there is none left or
   * the background pauses.
   */
  take(environment: string, rates: BudgetRates, weight: number): Promise<number | undefined>
  /** Counts calls that were made anyway. */
  charge(environment: string, rates: BudgetRates, calls: number): Promise<void>
  /** Pauses until a time (ms); a longer pause stays. Returns true when this is a new pause. */
  pause(environment: string, until: number): Promise<boolean>
  /** Takes the right to read the list of subscriptions, until `next` (ms); false when it is not due. */
  claimList(environment: string, next: number): Promise<boolean>
  /** Puts off the next reading of that list. */
  putOffList(environment: string, next: number): Promise<void>
}

type TimeColumn = Exclude<keyof ReadingBudgetsTable, 'environment'>

/** `now` is in milliseconds. */
export function createReadingBudget(db: Kysely<Tables>, now: () => number): ReadingBudget {
  const known = new Set<string>()
  /** Sees that the row exists, so that every change is one statement. */
  const row = async (environment: string) => {
    if (known.has(environment)) return
    await db
      .insertInto('reading_budgets')
      .values({ environment })
      .onConflict((conflict) => conflict.column('environment').doNothing())
      .execute()
    known.add(environment)
  }
  const change = async (
    environment: string,
    set: Partial<Record<TimeColumn, number | Expression<number>>>,
    conditions: Expression<SqlBool>[] = [],
  ) => {
    await row(environment)
    let update = db.updateTable('reading_budgets').set(set).where('environment', '=', environment)
    for (const condition of conditions) update = update.where(condition)
    return await update.returning(['next_second', 'next_hour', 'next_list']).executeTakeFirst()
  }
  const isPast = (column: TimeColumn, time: number) => sql<SqlBool>`${sql.ref(column)} <= ${time}`
  /** The later of a column's time and now, and some milliseconds. */
  const on = (column: TimeColumn, by: number) =>
    sql<number>`case when ${sql.ref(column)} > ${now()} then ${sql.ref(column)} else ${now()} end + ${Math.ceil(by)}`

  return {
    async load(environment, { ahead }) {
      const found = await db
        .selectFrom('reading_budgets')
        .where('environment', '=', environment)
        .select(['paused_until', 'next_hour'])
        .executeTakeFirst()
      if (!found) return 0
      return found.paused_until > now() ? Number.POSITIVE_INFINITY : (found.next_hour - now()) / ahead
    },
    async take(environment, { eachSecond, eachHour, atMost }, weight) {
      const taken = await change(
        environment,
        { next_second: on('next_second', eachSecond), next_hour: on('next_hour', eachHour * weight) },
        [isPast('paused_until', now()), isPast('next_hour', now() + atMost)],
      )
      return taken && taken.next_second - Math.ceil(eachSecond)
    },
    async charge(environment, { eachHour }, calls) {
      await change(environment, { next_hour: on('next_hour', eachHour * calls) })
    },
    async pause(environment, until) {
      const was = await db
        .selectFrom('reading_budgets')
        .where('environment', '=', environment)
        .where('paused_until', '>', now())
        .select('environment')
        .executeTakeFirst()
      const longer = await change(environment, { paused_until: until }, [sql<SqlBool>`paused_until < ${until}`])
      return was === undefined && longer !== undefined
    },
    async claimList(environment, next) {
      const due = [isPast('paused_until', now()), isPast('next_list', now())]
      return (await change(environment, { next_list: next }, due)) !== undefined
    },
    async putOffList(environment, next) {
      await change(environment, { next_list: next }, [sql<SqlBool>`next_list < ${next}`])
    },
  }
}
