import '@mantine/core/styles/Checkbox.layer.css'
import { Checkbox, NativeSelect } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import type { Plan } from '../../../contract/plan.ts'
import { RUN_ORDERS, type RunOptions } from '../../../contract/run.ts'
import { PaceField } from '../../components/RunFields.tsx'
import { counted } from '../../kit/text/count-words.ts'
import { WholeInput } from '../../kit/text/WholeInput.tsx'
import classes from './NewRun.module.css'

interface OptionFieldsProps {
  plan: Plan
  options: RunOptions
  onChange: (patch: Partial<RunOptions>) => void
}

const ORDERS: Record<RunOptions['order'], string> = {
  expiry: 'Soonest to expire first',
  oldest: 'Oldest first',
  newest: 'Newest first',
}

const CANARY: Record<RunOptions['way'], string> = {
  redelivery: 'The others go out once it is delivered; if its first attempt fails, the run stops',
  replay: 'The others go out once it is delivered; if it fails, the run stops',
}

/** The first attempt of a redelivery alone counts: Identity Cloud tries for 25 hours (API 6.3). */
const KEEP_FAILING: Record<RunOptions['way'], string> = {
  redelivery: 'Counts first attempts, so that a listener that is down again is not flooded',
  replay: 'So that a listener that is down again is not flooded',
}

/** Holds the options of the run. */
export function OptionFields({ plan, options, onChange }: OptionFieldsProps) {
  return (
    <section className={classes.fields} aria-labelledby="run-options">
      <h2 id="run-options" className={classes.heading}>
        How it goes
      </h2>
      <NativeSelect
        label="Order"
        description="Within each subscription"
        className={classes.short}
        rightSection={<IconChevronDown size={14} stroke={1.75} aria-hidden />}
        value={options.order}
        data={RUN_ORDERS.map((value) => ({ value, label: ORDERS[value] }))}
        onChange={(event) =>
          onChange({ order: RUN_ORDERS.find((order) => order === event.currentTarget.value) ?? 'expiry' })
        }
      />
      {options.way === 'replay' ? <PaceField pace={options.pace} onPace={(pace) => onChange({ pace })} /> : null}
      <Checkbox
        label="Try one event first"
        description={CANARY[options.way]}
        checked={options.canary}
        onChange={(event) => onChange({ canary: event.currentTarget.checked })}
      />
      <StopAfter way={options.way} value={options.stopAfter} onChange={(stopAfter) => onChange({ stopAfter })} />
      {plan.supersedable > 0 ? (
        <Checkbox
          label={`Leave out ${counted(plan.supersedable, 'superseded update')}`}
          description="A later failed update of the same user names at least the same attributes. A listener that reads the user then misses nothing; one that counts every change does."
          checked={options.leaveOutSuperseded}
          onChange={(event) => onChange({ leaveOutSuperseded: event.currentTarget.checked })}
        />
      ) : null}
    </section>
  )
}

const USUAL_STOP = 5
const MOST_STOP = 1000

interface StopAfterProps {
  way: RunOptions['way']
  value: number | null
  onChange: (value: number | null) => void
}

function StopAfter({ way, value, onChange }: StopAfterProps) {
  return (
    <div className={classes.within}>
      <Checkbox
        label="Stop when events keep failing"
        description={KEEP_FAILING[way]}
        checked={value !== null}
        onChange={(event) => onChange(event.currentTarget.checked ? USUAL_STOP : null)}
      />
      {value === null ? null : (
        <WholeInput label="Failures in a row" value={value} max={MOST_STOP} onChange={onChange} indented />
      )}
    </div>
  )
}
