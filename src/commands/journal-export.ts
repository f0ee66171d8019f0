import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { defineCommand, EXIT } from './command.ts'
import { JOURNAL_FLAGS, withJournal } from './journal-store.ts'

/** `journal export`: prints every entry with its links, the oldest first, as lines of JSON. */
export const command = defineCommand(JOURNAL_FLAGS, (given, around) =>
  withJournal(given, around, async (journal) => {
    await pipeline(Readable.from(lines(journal.all())), around.out, { end: false })
    return EXIT.done
  }),
)

async function* lines(entries: AsyncIterable<object>): AsyncGenerator<string> {
  for await (const entry of entries) yield `${JSON.stringify(entry)}\n`
}
