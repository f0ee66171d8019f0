import { Button, CloseButton } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import type { FilterMaterial } from '../../../contract/draft.ts'
import { below } from '../../../filter/json.ts'
import { type Conditions, TESTED, type Tested } from '../../../filter/rules.ts'
import type { Warning } from '../../../filter/warning.ts'
import { manyOf } from '../../../filter/words.ts'
import { useEnvironment } from '../../api/use-session.ts'
import { choicesFor } from './choices.ts'
import { CONDITION_WORDS, OFFERED } from './condition-names.ts'
import classes from './Filter.module.css'
import { ValuePicker } from './ValuePicker.tsx'
import { WarningLine } from './WarningLine.tsx'

interface ConditionListProps {
  type: string
  conditions: Conditions
  material: FilterMaterial | undefined
  warnings: Warning[]
  onChange: (conditions: Conditions) => void
}

const NOTHING = {
  seen: { captureApplicationId: [], captureClientId: [], entityType: [], sub: [], attributes: [] },
  schemas: [],
}

/** The conditions of one event type, all of which must hold, and buttons for those that could be added. */
export function ConditionList(props: ConditionListProps) {
  const environment = useEnvironment()
  const { type, conditions, material, warnings, onChange } = props
  const [added, setAdded] = useState<Tested>()
  const shown = TESTED.filter((claim) => conditions[claim] !== undefined)
  const offered = OFFERED.filter(
    (claim) => !shown.includes(claim) && (claim !== 'attributes' || !['entityCreated', 'entityDeleted'].includes(type)),
  )
  const without = (claim: Tested) =>
    Object.fromEntries(Object.entries(conditions).filter(([name]) => name !== claim)) as Conditions
  const at = below(below('/properties', type), 'properties')
  return (
    <div className={classes.conditions}>
      {shown.map((claim) => {
        const values = conditions[claim] ?? []
        const words = CONDITION_WORDS[claim]
        const own = warnings.filter(({ pointer }) => pointer === below(at, claim))
        const choices = choicesFor(claim, material ?? NOTHING, environment, conditions)
        const doubtful = new Set(
          choices.length > 0 ? values.filter((one) => !choices.some(({ value }) => value === one)) : [],
        )
        const label = values.length > 1 ? words.many : words.one
        const set = (next: string[]) => onChange({ ...conditions, [claim]: next })
        return (
          <div key={claim} className={classes.condition}>
            <span className={classes.claim}>{label}</span>
            <div className={classes.values}>
              <ValuePicker
                label={`${label}, ${manyOf(type)}`}
                placeholder={words.placeholder}
                values={values}
                choices={choices}
                doubtful={doubtful}
                focusNow={added === claim}
                onChange={set}
              />
              {own.map((warning) => (
                <WarningLine key={warning.message} warning={warning}>
                  {warning.suggestions.slice(0, 3).map((suggestion) => (
                    <button
                      key={suggestion}
                      type="button"
                      className={classes.suggestion}
                      onClick={() => set(applied(values, warning, suggestion))}
                    >
                      {replaces(warning) ? 'Use' : 'Add'} {suggestion}
                    </button>
                  ))}
                </WarningLine>
              ))}
            </div>
            <CloseButton
              size="md"
              aria-label={`Remove the condition “${label}”, ${manyOf(type)}`}
              onClick={() => onChange(without(claim))}
            />
          </div>
        )
      })}
      {shown.every((claim) => conditions[claim]?.length === 0) ? (
        <p className={classes.quiet}>No condition yet: all {manyOf(type)} are sent.</p>
      ) : null}
      <div className={classes.offers}>
        {offered.map((claim) => (
          <Button
            key={claim}
            size="compact-sm"
            variant="subtle"
            leftSection={<IconPlus size={14} stroke={1.75} aria-hidden />}
            onClick={() => {
              setAdded(claim)
              onChange({ ...conditions, [claim]: [] })
            }}
          >
            {CONDITION_WORDS[claim].name}
          </Button>
        ))}
      </div>
    </div>
  )
}

/** A misspelt name is replaced; the other form of a plural, or a child, is named besides. */
const replaces = ({ code }: Warning) => ['attribute-unknown', 'attribute-unseen', 'id-unseen'].includes(code)

function applied(values: string[], warning: Warning, suggestion: string): string[] {
  if (!replaces(warning)) return [...new Set([...values, suggestion])]
  const wrong = values.find((value) => warning.message.includes(`“${value}”`) || warning.message.includes(value))
  return [...new Set(values.map((value) => (value === wrong ? suggestion : value)))]
}
