import type { ReactNode } from 'react'
import type { Draft } from '../../../contract/draft.ts'
import type { Environment } from '../../../contract/session.ts'
import { FIELD_NAMES } from '../../../contract/words/subscription-fields.ts'
import { changedFields, type SubscriptionField } from '../../../filter/changed-fields.ts'
import { sentenceParts } from '../../../filter/sentence.ts'
import { useEnvironment } from '../../api/use-session.ts'
import { eventTypeWord } from '../../components/event-type.ts'
import { Sentence } from '../consequences/Sentence.tsx'
import { onlyDraft } from '../draft.ts'
import { JsonDiff } from './JsonDiff.tsx'
import classes from './Review.module.css'

interface ComparisonProps {
  before: Draft
  after: Draft
  /** The names of the two sides. */
  names: [before: string, after: string]
  /** Fields to be set apart. */
  marked?: SubscriptionField[]
  /** Shows the difference as JSON as well. */
  json?: boolean
}

const shown = (draft: Draft, field: SubscriptionField, environment: Environment): ReactNode => {
  if (field === 'events') return draft.events.map(eventTypeWord).join(', ') || 'none'
  if (field === 'enabled') return draft.enabled ? 'On' : 'Off'
  if (field === 'filter') return <Sentence parts={sentenceParts(draft.filter, draft.events, environment)} />
  return draft[field]
}

const asCode = (draft: Draft): string => {
  const { filter, ...rest } = onlyDraft(draft)
  return JSON.stringify(filter ? { ...rest, filter } : rest, null, 2)
}

/** Shows the differences between two drafts, field by field, side by side; unchanged fields are left out. */
export function Comparison({ before, after, names, marked = [], json = false }: ComparisonProps) {
  const environment = useEnvironment()
  const fields = changedFields(before, after)
  if (fields.length === 0) return <p>Nothing differs.</p>
  return (
    <>
      <table className={classes.comparison}>
        <thead>
          <tr>
            <th scope="col">Changed</th>
            <th scope="col">{names[0]}</th>
            <th scope="col">{names[1]}</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <tr key={field} data-marked={marked.includes(field) || undefined}>
              <th scope="row">
                {FIELD_NAMES[field]}
                {marked.includes(field) ? <span className={classes.both}>You changed this too</span> : null}
              </th>
              <td data-side={names[0]}>
                <del>{shown(before, field, environment)}</del>
              </td>
              <td data-side={names[1]}>
                <ins>{shown(after, field, environment)}</ins>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {json ? (
        <details className={classes.json} open={fields.includes('filter')}>
          <summary>As JSON</summary>
          <JsonDiff before={asCode(before)} after={asCode(after)} names={names} />
        </details>
      ) : null}
    </>
  )
}
