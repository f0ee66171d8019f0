import { memo, useDeferredValue, useMemo, useState } from 'react'
import type { FilterMaterial } from '../../../contract/draft.ts'
import { finePrint, sentenceParts } from '../../../filter/sentence.ts'
import type { Warning } from '../../../filter/warning.ts'
import type { ShownProblem } from '../../api/problem.ts'
import { useEnvironment } from '../../api/use-session.ts'
import { ProblemNotice } from '../../components/ProblemPanel.tsx'
import { CodeBlock } from '../../kit/text/CodeBlock.tsx'
import { pretty } from '../filter/filter-draft.ts'
import { WarningLine } from '../filter/WarningLine.tsx'
import classes from './Consequences.module.css'
import type { Sending } from './judging.ts'
import { Sentence } from './Sentence.tsx'
import { Sources } from './Sources.tsx'
import { Trial } from './Trial.tsx'
import { useJudgement } from './use-judgement.ts'

interface ConsequencesProps {
  draft: Sending
  /** The stored rules that send today; null for a subscription that does not exist yet. */
  inForce: Sending | null
  material: FilterMaterial | undefined
  materialProblem: ShownProblem | undefined
  onRetryMaterial: () => unknown
  /** True when the text typed last cannot be read: the filter before it is shown. */
  outdated: boolean
  warnings: Warning[]
}

/** The number of events of each list that are shown at first, and added at a time. */
const ROWS = 12

/** Shows what the draft would do while it is written: in words, over real events, and as JSON. */
export const Consequences = memo(function Consequences(props: ConsequencesProps) {
  const environment = useEnvironment()
  const { draft, inForce, material, materialProblem, warnings, outdated } = props
  const [rows, setRows] = useState(ROWS)
  const request = useMemo(() => ({ draft, inForce, names: environment, rows }), [draft, inForce, environment, rows])
  const { reply, behind } = useJudgement(material?.claims, useDeferredValue(request))
  return (
    <div className={classes.panel}>
      <section className={classes.section} aria-label="In words">
        {outdated ? (
          <p className={classes.outdated}>The JSON cannot be read as it is. This is what it said before.</p>
        ) : null}
        <p className={classes.sentence}>
          <Sentence parts={sentenceParts(draft.filter, draft.events, environment)} />
        </p>
        {finePrint(draft.filter, draft.events).map((note) => (
          <p key={note} className={classes.quiet}>
            {note}
          </p>
        ))}
      </section>
      {warnings.length > 0 ? (
        <section className={classes.section} aria-label="Warnings">
          {warnings.map((warning) => (
            <WarningLine key={warning.pointer + warning.message} warning={warning} />
          ))}
        </section>
      ) : null}
      <section className={classes.section} aria-labelledby="editor-trial">
        <h2 id="editor-trial" className={classes.heading}>
          On the events of the last 7 days
        </h2>
        {materialProblem ? (
          <ProblemNotice problem={materialProblem} onRetry={() => void props.onRetryMaterial()} />
        ) : null}
        {reply?.kind === 'judged' && material ? (
          <Trial
            judgement={reply.judgement}
            behind={behind}
            compared={inForce !== null}
            sources={<Sources material={material} />}
            onMore={() => setRows((now) => now * 4)}
          />
        ) : null}
        {reply?.kind === 'unusable' ? (
          <p className={classes.quiet}>The filter cannot be tried: {reply.message}.</p>
        ) : null}
        {!material && !materialProblem ? <p className={classes.quiet}>Reading the stored events…</p> : null}
      </section>
      <details className={classes.section}>
        <summary className={classes.heading}>The JSON it becomes</summary>
        {draft.filter ? (
          <CodeBlock code={pretty(draft.filter)} label="filter as JSON" />
        ) : (
          <p className={classes.quiet}>No filter: the subscription has no such member.</p>
        )}
      </details>
    </div>
  )
})
