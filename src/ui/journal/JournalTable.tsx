import type { JournalEntry } from '../../contract/journal.ts'
import { ColumnHead, DataTable } from '../kit/table/DataTable.tsx'
import { useTimeZone } from '../kit/time/TimeZone.tsx'
import { JournalRow } from './JournalRow.tsx'

interface JournalTableProps {
  entries: JournalEntry[]
  /** True when entries name their environment, because there are several. */
  everywhere: boolean
  busy: boolean
  /** The id of the open entry. */
  open: string | undefined
  onOpen: (id: string | undefined) => void
}

/** Lists entries of the journal; one at a time can be open. */
export function JournalTable({ entries, everywhere, busy, open, onOpen }: JournalTableProps) {
  const { zone } = useTimeZone()
  return (
    <DataTable label="Journal" busy={busy} sticky>
      <thead>
        <tr>
          <ColumnHead hide="narrow">When, {zone === 'utc' ? 'UTC' : 'local time'}</ColumnHead>
          <ColumnHead hide="narrow">Who</ColumnHead>
          <ColumnHead>What</ColumnHead>
          <ColumnHead hide="medium">Change</ColumnHead>
          <ColumnHead hide="medium">Reason</ColumnHead>
          <ColumnHead>Outcome</ColumnHead>
          <ColumnHead align="end">Details</ColumnHead>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <JournalRow
            key={entry.id}
            entry={entry}
            everywhere={everywhere}
            open={entry.id === open}
            onToggle={() => onOpen(entry.id === open ? undefined : entry.id)}
          />
        ))}
      </tbody>
    </DataTable>
  )
}
