import { Button } from '@mantine/core'
import { own } from '../../../filter/json.ts'
import { inOrder } from '../../../filter/meaning.ts'
import { NO_RULES } from '../../../filter/rules.ts'
import { CodeBlock } from '../../kit/text/CodeBlock.tsx'
import classes from './Filter.module.css'
import type { FilterContext } from './filter-context.ts'
import { brokenText, type FilterDraft, pretty, withBranch, withOthers, withRule, withRules } from './filter-draft.ts'
import { OthersRow } from './OthersRow.tsx'
import { TypeRow } from './TypeRow.tsx'

interface RulesViewProps extends FilterContext {
  draft: FilterDraft
  onChange: (change: (draft: FilterDraft) => FilterDraft) => void
  onJson: () => void
}

/** A row for each event type that is subscribed or named, and one for all the others. */
export function RulesView({ draft, onChange, onJson, ...context }: RulesViewProps) {
  const { rules } = draft
  if (rules.kind === 'advanced') return <WholeJson draft={draft} onChange={onChange} onJson={onJson} />
  const types = inOrder([...context.events, ...Object.keys(rules.types)])
  const broken = brokenText(draft)
  return (
    <>
      {broken?.type === null ? (
        <div className={classes.notice} role="status">
          <span>
            The JSON cannot be read ({broken.message}). Shown is what it said before; a change here replaces what was
            typed there.
          </span>
          <Button size="compact-sm" onClick={onJson}>
            Go on with the JSON
          </Button>
        </div>
      ) : null}
      <ul className={classes.types}>
        {types.map((type) => (
          <TypeRow
            key={type}
            type={type}
            rules={rules}
            branch={own(draft.branches, type)}
            {...context}
            onRule={(rule) => onChange((now) => withRules(now, withRule(rules, type, rule)))}
            onBranch={(text) => onChange((now) => withBranch(now, type, text))}
          />
        ))}
        <OthersRow
          others={rules.others}
          onChange={(others) => onChange((now) => withRules(now, withOthers(rules, others, types)))}
        />
      </ul>
    </>
  )
}

/** A filter that rules cannot say as a whole: shown as it is, never translated into less. */
function WholeJson({ draft, onChange, onJson }: Pick<RulesViewProps, 'draft' | 'onChange' | 'onJson'>) {
  if (draft.rules.kind !== 'advanced') return null
  return (
    <div className={classes.whole}>
      <p>Rules cannot say this filter. It is kept word for word, and can be read and changed as JSON.</p>
      <CodeBlock code={pretty(draft.rules.schema)} label="filter as JSON" />
      <div className={classes.buttons}>
        <Button onClick={onJson}>Edit as JSON</Button>
        <Button onClick={() => onChange((now) => withRules(now, NO_RULES))}>Begin anew with rules</Button>
      </div>
    </div>
  )
}
