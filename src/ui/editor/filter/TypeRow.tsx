import { useRef } from 'react'
import { below } from '../../../filter/json.ts'
import type { Conditions, PlainRules, TypeRule } from '../../../filter/rules.ts'
import { manyOf } from '../../../filter/words.ts'
import { eventTypeWord } from '../../components/event-type.ts'
import { capital } from '../../kit/text/count-words.ts'
import { ConditionList } from './ConditionList.tsx'
import classes from './Filter.module.css'
import type { FilterContext } from './filter-context.ts'
import { branchOf, conditionsOf, effectiveRule, pretty } from './filter-draft.ts'
import { JsonEditor } from './JsonEditor.tsx'
import { remarksOn } from './json-remarks.ts'
import { Segments } from './Segments.tsx'

const CHOICES = [
  { value: 'pass', label: 'Send all' },
  { value: 'when', label: 'Only when…' },
  { value: 'drop', label: 'Drop' },
  { value: 'advanced', label: 'JSON' },
] as const

interface TypeRowProps extends FilterContext {
  type: string
  rules: PlainRules
  /** Its JSON as typed, where that is what is edited. */
  branch: string | undefined
  onRule: (rule: TypeRule) => void
  onBranch: (text: string) => void
}

/** Edits the fate of one event type and the conditions under which it is sent. */
export function TypeRow({ type, rules, branch, onRule, onBranch, ...context }: TypeRowProps) {
  const rule = effectiveRule(rules, type)
  const pointer = below('/properties', type)
  const warnings = context.warnings.filter((one) => one.pointer === pointer || one.pointer.startsWith(`${pointer}/`))
  const conditions = useRef<Conditions>({})
  if (rule.kind === 'when') conditions.current = rule.conditions
  const subscribed = context.events.includes(type)
  const choose = (kind: TypeRule['kind']) => {
    if (kind === 'advanced') onRule({ kind, schema: branchOf(rules, type) })
    else if (kind === 'when') onRule({ kind, conditions: conditionsOf(rule) ?? conditions.current })
    else onRule({ kind })
  }
  const text = branch ?? (rule.kind === 'advanced' ? pretty(rule.schema) : '')
  return (
    <li className={classes.type} data-off={!subscribed || undefined}>
      <div className={classes.typeHead}>
        <div>
          <span className={classes.typeName}>{capital(eventTypeWord(type))}</span>
          {subscribed ? null : (
            <span className={classes.quiet}>Not among the event types above: nothing is sent, whatever this says</span>
          )}
        </div>
        <Segments label={capital(manyOf(type))} value={rule.kind} choices={CHOICES} onChange={choose} />
      </div>
      {rule.kind === 'when' ? (
        <ConditionList
          type={type}
          conditions={rule.conditions}
          material={context.material}
          warnings={warnings}
          onChange={(next) => onRule({ kind: 'when', conditions: next })}
        />
      ) : null}
      {rule.kind === 'advanced' ? (
        <div className={classes.branch}>
          <JsonEditor
            label={`${capital(manyOf(type))} as JSON`}
            value={text}
            minLines={4}
            remarks={remarksOn(text, warnings, pointer)}
            onChange={onBranch}
          />
          {conditionsOf(rule) ? null : (
            <p className={classes.quiet}>Rules cannot say this. It is kept word for word.</p>
          )}
        </div>
      ) : null}
    </li>
  )
}
