import { Button } from '@mantine/core'
import { useState } from 'react'
import { CAUSES } from '../../../contract/event.ts'
import { FAILED_STATES, type FailedSummary } from '../../../contract/failed-event.ts'
import { useEnvironment } from '../../api/use-session.ts'
import { CAUSE_NAMES } from '../../components/answer-words.ts'
import { eventTypeName } from '../../components/event-type.ts'
import { Chips } from '../../kit/table/Chips.tsx'
import { Choice, FilterBar, SearchInput } from '../../kit/table/FilterBar.tsx'
import { count } from '../../kit/text/count-words.ts'
import { useTimeZone } from '../../kit/time/TimeZone.tsx'
import { CLEARED, type FailedAddress, type FailedPatch } from '../failed-address.ts'
import { chipsOf } from './chips.ts'
import classes from './FailedFilters.module.css'
import { MoreFilters } from './MoreFilters.tsx'

interface FailedFiltersProps {
  address: FailedAddress
  /** Undefined until it is known; filters that are set can be seen and changed all the same. */
  choices: FailedSummary['choices'] | undefined
  scoped: boolean
  onChange: (patch: FailedPatch, how?: { replace: boolean }) => void
}

const RETRIED = [{ value: 'awaiting-retry', label: 'Still being retried' }]
const SORTS = [{ value: 'failed', label: 'Last failed first' }]

/** Filters the failed events; the choices are values that exist. */
export function FailedFilters({ address, choices, scoped, onChange }: FailedFiltersProps) {
  const environment = useEnvironment()
  const { zone } = useTimeZone()
  const [more, setMore] = useState(false)
  const chips = chipsOf(address, { environment, choices, zone })
  return (
    <>
      <FilterBar label="Filter failed events">
        <SearchInput
          label="Search ids, users, errors"
          value={address.text ?? ''}
          onChange={(text) => onChange({ text: text || undefined }, { replace: true })}
        />
        <Choice
          label="State"
          any="Failed"
          value={address.state === 'failure' ? undefined : address.state}
          choices={RETRIED}
          onChange={(state) => onChange({ state: FAILED_STATES.find((known) => known === state) })}
        />
        {scoped ? null : (
          <span className={classes.subscription}>
            <Choice
              label="Subscription"
              any="Any subscription"
              value={address.subscription}
              choices={(choices?.subscriptions ?? []).map(({ id, title, count: failed }) => ({
                value: id,
                label: `${title} (${count(failed)})`,
              }))}
              onChange={(subscription) => onChange({ subscription })}
            />
          </span>
        )}
        <Choice
          label="Event type"
          any="Any type"
          value={address.type}
          choices={(choices?.types ?? []).map((value) => ({ value, label: eventTypeName(value) }))}
          onChange={(type) => onChange({ type })}
        />
        <Choice
          label="Cause"
          any="Any cause"
          value={address.cause}
          choices={(choices?.causes ?? CAUSES).map((value) => ({ value, label: CAUSE_NAMES[value] }))}
          onChange={(cause) => onChange({ cause: CAUSES.find((known) => known === cause), status: undefined })}
        />
        <span className={classes.sort}>
          <Choice
            label="Sort"
            any="Soonest expiry first"
            value={address.sort === 'failed' ? 'failed' : undefined}
            choices={SORTS}
            onChange={(sort) => onChange({ sort: sort === 'failed' ? 'failed' : 'expiry' })}
          />
        </span>
        <Button aria-expanded={more} onClick={() => setMore(!more)}>
          {more ? 'Fewer filters' : 'More filters'}
        </Button>
      </FilterBar>
      {more ? <MoreFilters address={address} choices={choices} onChange={onChange} /> : null}
      <Chips
        label="Filters that are set"
        chips={chips.map(({ filter, words }) => ({ id: filter, words }))}
        onRemove={(filter) => onChange({ [filter]: undefined })}
        onClear={() => onChange(CLEARED)}
      />
    </>
  )
}
