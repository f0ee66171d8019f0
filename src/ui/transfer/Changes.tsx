import type { ReactNode } from 'react'
import type { Draft } from '../../contract/draft.ts'
import type { Environment } from '../../contract/session.ts'
import { FIELD_NAMES } from '../../contract/words/subscription-fields.ts'
import type { SubscriptionField } from '../../filter/changed-fields.ts'
import { sentence } from '../../filter/sentence.ts'
import { eventTypeWord } from '../components/event-type.ts'
import { CodeBlock } from '../kit/text/CodeBlock.tsx'
import classes from './CopyIn.module.css'

const shown = (draft: Draft, field: SubscriptionField, environment: Environment): ReactNode => {
  if (field === 'events') return draft.events.map(eventTypeWord).join(', ') || 'none'
  if (field === 'enabled') return draft.enabled ? 'On' : 'Off'
  if (field === 'filter') return sentence(draft.filter, draft.events, environment)
  return draft[field]
}

const asCode = ({ filter }: Draft): string => (filter ? JSON.stringify(filter, null, 2) : 'no filter')

interface ChangesProps {
  before: Draft
  after: Draft
  fields: SubscriptionField[]
  environment: Environment
}

/** Shows what a change replaces, field by field; a filter in words and as JSON. */
export function Changes({ before, after, fields, environment }: ChangesProps) {
  return (
    <>
      <dl className={classes.changes}>
        {fields.map((field) => (
          <div key={field}>
            <dt>{FIELD_NAMES[field]}</dt>
            <dd>
              <span className={classes.side}>Here now</span> <del>{shown(before, field, environment)}</del>
            </dd>
            <dd>
              <span className={classes.side}>Then</span> <ins>{shown(after, field, environment)}</ins>
            </dd>
          </div>
        ))}
      </dl>
      {fields.includes('filter') ? (
        <details className={classes.json}>
          <summary>Filters as JSON</summary>
          <div className={classes.two}>
            <CodeBlock code={asCode(before)} label="filter here now" wrap />
            <CodeBlock code={asCode(after)} label="filter of the file" wrap />
          </div>
        </details>
      ) : null}
    </>
  )
}
