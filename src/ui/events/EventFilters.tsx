import { CAUSES, type EventPage, type EventQuery } from '../../contract/event.ts'
import { CAUSE_NAMES } from '../components/answer-words.ts'
import { eventTypeWord } from '../components/event-type.ts'
import { Choice, FilterBar, SearchInput } from '../kit/table/FilterBar.tsx'
import { capital } from '../kit/text/count-words.ts'
import { lookOfState } from '../kit/text/tones.ts'

interface EventFiltersProps {
  query: EventQuery
  page: Pick<EventPage, 'choices' | 'total'>
  onChange: (
    patch: Partial<{ [Key in keyof EventQuery]: EventQuery[Key] | undefined }>,
    how?: { replace: boolean },
  ) => void
}

const causes = CAUSES.map((value) => ({ value, label: CAUSE_NAMES[value] }))

/** The filters of the events; the choices are what is really there. */
export function EventFilters({ query, page: { choices, total }, onChange }: EventFiltersProps) {
  return (
    <FilterBar label="Filter events" end={`${total.toLocaleString('en')} ${total === 1 ? 'event' : 'events'}`}>
      <SearchInput
        label="Search by user id"
        value={query.user ?? ''}
        onChange={(user) => onChange({ user: user || undefined }, { replace: true })}
      />
      <Choice
        label="State"
        any="Any state"
        value={query.state}
        choices={choices.states.map((value) => ({ value, label: lookOfState(value).word }))}
        onChange={(state) => onChange({ state })}
      />
      <Choice
        label="Event type"
        any="Any type"
        value={query.type}
        choices={choices.types.map((value) => ({ value, label: capital(eventTypeWord(value)) }))}
        onChange={(type) => onChange({ type })}
      />
      <Choice
        label="Changed attribute"
        any="Any attribute"
        value={query.attribute}
        choices={choices.attributes.map((value) => ({ value, label: value }))}
        onChange={(attribute) => onChange({ attribute })}
      />
      <Choice
        label="Cause"
        any="Any cause"
        value={query.cause}
        choices={causes}
        onChange={(cause) => onChange({ cause: CAUSES.find((known) => known === cause) })}
      />
    </FilterBar>
  )
}
