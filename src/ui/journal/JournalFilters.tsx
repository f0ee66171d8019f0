import { JOURNAL_ACTIONS, JOURNAL_OUTCOMES } from '../../contract/journal.ts'
import { useAddress } from '../address/use-address.ts'
import { useSession } from '../api/use-session.ts'
import { Choice, FilterBar, SearchInput } from '../kit/table/FilterBar.tsx'
import { JournalPeriod } from './JournalPeriod.tsx'
import { JournalAddress } from './journal-address.ts'
import { ACTION_WORDS, OUTCOME_LOOKS } from './journal-words.ts'

const ACTIONS = JOURNAL_ACTIONS.map((value) => ({ value, label: ACTION_WORDS[value] }))
const OUTCOMES = JOURNAL_OUTCOMES.map((value) => ({ value, label: OUTCOME_LOOKS[value].word }))
const EVERYWHERE = { several: 'All environments, sign-ins too', one: 'Sign-ins too' }

/** Filters the journal; every change starts at the newest entry again. */
export function JournalFilters() {
  const { query, change } = useAddress(JournalAddress)
  const { environments } = useSession()
  const narrow = (
    patch: Partial<{ [Key in keyof JournalAddress]: JournalAddress[Key] | undefined }>,
    replace = false,
  ) => change({ before: undefined, after: undefined, entry: undefined, ...patch }, { replace })
  return (
    <FilterBar label="Search the journal">
      <SearchInput label="Who" value={query.actor ?? ''} onChange={(actor) => narrow({ actor }, true)} />
      <SearchInput label="Title or id" value={query.target ?? ''} onChange={(target) => narrow({ target }, true)} />
      <Choice
        label="Action"
        any="Any action"
        value={query.action}
        choices={ACTIONS}
        onChange={(action) => narrow({ action: JOURNAL_ACTIONS.find((known) => known === action) })}
      />
      <Choice
        label="Outcome"
        any="Any outcome"
        value={query.outcome}
        choices={OUTCOMES}
        onChange={(outcome) => narrow({ outcome: JOURNAL_OUTCOMES.find((known) => known === outcome) })}
      />
      <JournalPeriod from={query.from} to={query.to} onChange={narrow} />
      <Choice
        label="Environments"
        any="This environment"
        value={query.scope === 'everywhere' ? query.scope : undefined}
        choices={[{ value: 'everywhere', label: environments.length > 1 ? EVERYWHERE.several : EVERYWHERE.one }]}
        onChange={(scope) => narrow({ scope: scope ? 'everywhere' : 'here' })}
      />
    </FilterBar>
  )
}
