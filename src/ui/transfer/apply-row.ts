import type { CreateReply, CreateRequest, EditReply, EditRequest } from '../../contract/draft.ts'
import type { Subscription } from '../../contract/subscription.ts'
import { changedFields } from '../../filter/changed-fields.ts'
import { outcomeOf, type WriteOutcome } from '../api/outcome.ts'
import { changeOf, type Row } from './compare.ts'

interface Writes {
  create: (body: CreateRequest) => Promise<CreateReply>
  edit: (edit: { base: Subscription; change: EditRequest }) => Promise<EditReply>
}

/** Creates or changes what a row says, once. It never throws: what went wrong is the outcome. */
export async function applyRow(row: Row, reason: string | undefined, { create, edit }: Writes): Promise<WriteOutcome> {
  const why = reason ? { reason } : {}
  try {
    const reply = row.base
      ? await edit({ base: row.base, change: { ...changeOf(row), ...why } })
      : { ...(await create({ ...row.draft, ...why })), unfiltered: false }
    return { state: 'done', current: reply, notes: notesOn(reply) }
  } catch (error) {
    return outcomeOf(error, (current) => changedFields(current, row.draft).length === 0)
  }
}

const notesOn = ({ unfiltered, differences }: Pick<EditReply, 'unfiltered' | 'differences'>): string[] => [
  ...(unfiltered
    ? ['It had no filter for a moment, and sent everything: the filter could only be changed that way.']
    : []),
  ...differences.map(({ name, reason }) => `The API stored ${name} otherwise: ${reason}.`),
]
