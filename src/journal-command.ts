/** The commands of the journal, beside a console that may be running: `journal verify` and `journal export`. */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { JournalFault, JournalProof } from './store/journal/verify.ts'
import { openJournal, type StoreSetting } from './store/store.ts'

const USAGE = `Usage: journal verify   checks that nothing was done to the journal behind the console's back
       journal export   prints every entry with its links, the oldest first, as lines of JSON
`

/** Carries out a command of the journal; returns the exit code: 1 when the journal does not fit, 2 for no such command. */
export async function journalCommand(
  what: string | undefined,
  setting: StoreSetting,
  out: NodeJS.WritableStream,
): Promise<number> {
  if (what !== 'verify' && what !== 'export') {
    out.write(USAGE)
    return 2
  }
  const { journal, close } = await openJournal(setting)
  try {
    if (what === 'export') {
      await pipeline(Readable.from(lines(journal.all())), out, { end: false })
      return 0
    }
    const proof = await journal.verify()
    out.write(wordsOf(proof))
    return proof.faults.length > 0 ? 1 : 0
  } finally {
    await close()
  }
}

async function* lines(entries: AsyncIterable<object>): AsyncGenerator<string> {
  for await (const entry of entries) yield `${JSON.stringify(entry)}\n`
}

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
