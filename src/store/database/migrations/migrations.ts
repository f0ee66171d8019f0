import type { Kysely } from 'kysely'
import type { MigrationProvider } from 'kysely/migration'
import { sessions } from './0001-sessions.ts'
import { journal } from './0002-journal.ts'
import { eventIndex } from './0003-event-index.ts'
import { failedEvents } from './0004-failed-events.ts'
import { runs } from './0005-runs.ts'
import { failedText } from './0006-failed-text.ts'
import { missedAttempts } from './0007-missed-attempts.ts'
import { unknownOutcomes } from './0008-unknown-outcomes.ts'
import { eventDetails } from './0009-event-details.ts'
import { signedIds } from './0010-signed-ids.ts'
import { pulse } from './0011-pulse.ts'
import { pendingEntries } from './0012-pending-entries.ts'
import { noIdTokens } from './0013-no-id-tokens.ts'
import { clockBase } from './0014-clock-base.ts'
import { years } from './0015-years.ts'
import { coordination } from './0016-coordination.ts'
import { replacedSessions } from './0017-replaced-sessions.ts'
import { journalChain } from './0018-journal-chain.ts'
import { readingBudget } from './0019-reading-budget.ts'
import { sessionOrigins } from './0020-session-origins.ts'
import { journalNames } from './0025-journal-names.ts'
import { interfaceFiles } from './0026-interface-files.ts'
import type { Engine } from './column-types.ts'

/** Every schema change in its order. A released one is never changed: add the next number. */
export const MIGRATIONS = {
  '0001-sessions': sessions,
  '0002-journal': journal,
  '0003-event-index': eventIndex,
  '0004-failed-events': failedEvents,
  '0005-runs': runs,
  '0006-failed-text': failedText,
  '0007-missed-attempts': missedAttempts,
  '0008-unknown-outcomes': unknownOutcomes,
  '0009-event-details': eventDetails,
  '0010-signed-ids': signedIds,
  '0011-pulse': pulse,
  '0012-pending-entries': pendingEntries,
  '0013-no-id-tokens': noIdTokens,
  '0014-clock-base': clockBase,
  '0015-years': years,
  '0016-coordination': coordination,
  '0017-replaced-sessions': replacedSessions,
  '0018-journal-chain': journalChain,
  '0019-reading-budget': readingBudget,
  '0020-session-origins': sessionOrigins,
  '0025-journal-names': journalNames,
  '0026-interface-files': interfaceFiles,
}

/** The migrations of one engine, for Kysely's Migrator. */
export function migrationsFor(engine: Engine): MigrationProvider {
  return {
    getMigrations: async () =>
      Object.fromEntries(
        Object.entries(MIGRATIONS).map(([name, change]) => [
          name,
          { up: (db: Kysely<unknown>): Promise<void> => change(db, engine) },
        ]),
      ),
  }
}
