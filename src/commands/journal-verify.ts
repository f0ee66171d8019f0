import type { JournalFault, JournalProof } from '../store/journal/verify.ts'
import { defineCommand, EXIT } from './command.ts'
import { JOURNAL_FLAGS, withJournal } from './journal-store.ts'

/** `journal verify`: checks the whole chain; ends with 1 and a line for each thing that does not fit. */
export const command = defineCommand(JOURNAL_FLAGS, (given, around) =>
  withJournal(given, around, async (journal) => {
    const proof = await journal.verify()
    around.out.write(wordsOf(proof))
    return proof.faults.length > 0 ? EXIT.failed : EXIT.done
  }),
)

const FAULTS: Record<JournalFault['what'], string> = {
  changed: 'was changed after it was written',
  removed: 'was removed',
  inserted: 'was put in, not written by the console',
  broken: 'does not follow the link before it',
}

const wordsOf = ({ links, heads, faults }: JournalProof): string =>
  [
    `${links} links were checked; ${faults.length === 0 ? 'everything fits' : `${faults.length} things do not fit`}.`,
    ...heads.map(({ environment, seq, hash }) => `${environment || '(no environment)'} ends at ${seq} with ${hash}`),
    ...faults.map(({ what, environment, entry, seq }) =>
      [environment || '(no environment)', seq === null ? '' : `link ${seq}`, entry ?? '', FAULTS[what]]
        .filter((part) => part !== '')
        .join(' '),
    ),
    '',
  ].join('\n')
