import type { FailedSummary } from '../../../contract/failed-event.ts'
import { useEnvironment } from '../../api/use-session.ts'
import { Choice, FilterBar, SearchInput } from '../../kit/table/FilterBar.tsx'
import { shortenMiddle } from '../../kit/text/shorten.ts'
import { MomentInput } from '../../kit/time/MomentInput.tsx'
import type { FailedAddress, FailedPatch } from '../failed-address.ts'
import classes from './FailedFilters.module.css'

interface MoreFiltersProps {
  address: FailedAddress
  choices: FailedSummary['choices'] | undefined
  onChange: (patch: FailedPatch, how?: { replace: boolean }) => void
}

const SOON = [6, 24, 48].map((hours) => ({ value: String(hours), label: `Expires within ${hours} h` }))
const asIs = (values: readonly (string | number)[] | undefined) =>
  (values ?? []).map((value) => ({ value: String(value), label: String(value) }))

/** Holds the filters that are needed less often. */
export function MoreFilters({ address, choices, onChange }: MoreFiltersProps) {
  const { applications } = useEnvironment()
  return (
    <FilterBar label="More filters">
      <SearchInput
        label="User id"
        value={address.user ?? ''}
        onChange={(user) => onChange({ user: user || undefined }, { replace: true })}
      />
      {(choices?.entityTypes.length ?? 0) > 1 || address.entityType !== undefined ? (
        <Choice
          label="Entity type"
          any="Any entity type"
          value={address.entityType}
          choices={asIs(choices?.entityTypes)}
          onChange={(entityType) => onChange({ entityType })}
        />
      ) : null}
      <Choice
        label="Changed attribute"
        any="Any attribute"
        value={address.attribute}
        choices={asIs(choices?.attributes)}
        onChange={(attribute) => onChange({ attribute })}
      />
      <Choice
        label="Application"
        any="Any application"
        value={address.application}
        choices={(choices?.applications ?? []).map((value) => ({
          value,
          label: applications?.[value] ?? shortenMiddle(value),
        }))}
        onChange={(application) => onChange({ application })}
      />
      <Choice
        label="Status"
        any="Any status"
        value={address.status === undefined ? undefined : String(address.status)}
        choices={asIs(choices?.statuses)}
        onChange={(status) => onChange({ status: status === undefined ? undefined : Number(status) })}
      />
      <Choice
        label="Expiry"
        any="Any expiry"
        value={address.expiresWithin === undefined ? undefined : String(address.expiresWithin)}
        choices={SOON}
        onChange={(hours) => onChange({ expiresWithin: hours === undefined ? undefined : Number(hours) })}
      />
      <span className={classes.period}>
        <MomentInput label="Failed from" value={address.from} onChange={(from) => onChange({ from })} />
        <MomentInput label="before" value={address.to} onChange={(to) => onChange({ to })} />
      </span>
    </FilterBar>
  )
}
