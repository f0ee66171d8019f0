import { Button } from '@mantine/core'
import { memo, useMemo } from 'react'
import classes from './Filter.module.css'
import type { FilterContext } from './filter-context.ts'
import { brokenText, type FilterDraft, pretty, readFilterText, textOfFilter, withText } from './filter-draft.ts'
import { JsonEditor } from './JsonEditor.tsx'
import { remarksOn } from './json-remarks.ts'
import { RulesView } from './RulesView.tsx'
import { Segments } from './Segments.tsx'

interface FilterFieldProps extends FilterContext {
  draft: FilterDraft
  /** The reason why it cannot be sent as it is. */
  error: string | undefined
  onChange: (change: (draft: FilterDraft) => FilterDraft) => void
}

const VIEWS = [
  { value: 'rules', label: 'Rules' },
  { value: 'json', label: 'JSON' },
] as const

/** The filter, as rules or as JSON, whichever suits; looking at the other one changes nothing. */
export const FilterField = memo(function FilterField({ draft, error, onChange, ...context }: FilterFieldProps) {
  const setView = (view: FilterDraft['view']) => onChange((now) => ({ ...now, view }))
  return (
    <section className={classes.filter} aria-labelledby="editor-filter-title">
      <div className={classes.head}>
        <h2 id="editor-filter-title">Filter</h2>
        <Segments label="Show the filter as" value={draft.view} choices={VIEWS} onChange={setView} />
      </div>
      {draft.view === 'json' ? (
        <JsonFilter draft={draft} onChange={onChange} {...context} />
      ) : (
        <RulesView draft={draft} onChange={onChange} onJson={() => setView('json')} {...context} />
      )}
      <p id="editor-filter-error" className={classes.error} hidden={!error}>
        {error}
      </p>
    </section>
  )
})

function JsonFilter({ draft, onChange, warnings }: Omit<FilterFieldProps, 'error'>) {
  const text = textOfFilter(draft)
  const broken = brokenText(draft)?.type === null
  // While the text is broken, warnings are about what it said before, at lines that may be others by now.
  const remarks = useMemo(() => remarksOn(text, broken ? [] : warnings), [text, broken, warnings])
  const format = () => {
    const read = readFilterText(text)
    if ('filter' in read && read.filter) onChange((now) => withText(now, pretty(read.filter ?? undefined)))
  }
  return (
    <>
      <JsonEditor
        id="editor-filter"
        label="Filter as JSON"
        value={text}
        minLines={14}
        remarks={remarks}
        placeholder={'Empty: no filter, every event is sent'}
        onChange={(value) => onChange((now) => withText(now, value))}
      />
      <div className={classes.foot}>
        <p className={classes.quiet}>
          A JSON Schema (draft-07) over the token’s <code>events</code>. Event types that it does not name are sent.
        </p>
        <Button size="compact-sm" onClick={format} disabled={broken || text.trim() === ''}>
          Format
        </Button>
      </div>
    </>
  )
}
