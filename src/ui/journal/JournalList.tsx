import { useSuspenseQuery } from '@tanstack/react-query'
import { useDeferredValue } from 'react'
import { useAddress } from '../address/use-address.ts'
import { journalQueries } from '../api/journal.ts'
import { useEnvironment } from '../api/use-session.ts'
import { EmptyState } from '../kit/feedback/EmptyState.tsx'
import { NothingMatches } from '../kit/table/NothingMatches.tsx'
import { CursorPager } from '../kit/table/Pager.tsx'
import { JournalTable } from './JournalTable.tsx'
import { JournalAddress, journalQueryOf } from './journal-address.ts'

const FILTERS = ['actor', 'action', 'target', 'outcome', 'from', 'to'] as const
const NOTHING = Object.fromEntries([...FILTERS, 'before', 'after', 'entry'].map((key) => [key, undefined]))

/** Shows a page of the journal, and the last one while the next loads. */
export function JournalList() {
  const { id } = useEnvironment()
  const { query, change } = useAddress(JournalAddress)
  const shown = useDeferredValue(query)
  const { data } = useSuspenseQuery(journalQueries.page(journalQueryOf(shown, id)))
  const { older, newer } = data
  if (data.items.length === 0) {
    return FILTERS.some((key) => shown[key] !== undefined) ? (
      <NothingMatches what="entries" onClear={() => change(NOTHING)} />
    ) : (
      <EmptyState title="Nothing was changed yet">
        Whoever turns a subscription on or off, or has an event delivered again, will stand here with the reason they
        gave.
      </EmptyState>
    )
  }
  return (
    <>
      <JournalTable
        entries={data.items}
        everywhere={shown.scope === 'everywhere'}
        busy={shown !== query}
        open={query.entry}
        onOpen={(entry) => change({ entry }, { replace: true })}
      />
      <CursorPager
        what="entries"
        onNewer={newer ? () => change({ after: newer, before: undefined, entry: undefined }) : undefined}
        onOlder={older ? () => change({ before: older, after: undefined, entry: undefined }) : undefined}
      />
    </>
  )
}
