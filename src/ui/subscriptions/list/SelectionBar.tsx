import { Button } from '@mantine/core'
import { useState } from 'react'
import { denied } from '../../../contract/role.ts'
import type { SubscriptionRow } from '../../../contract/subscription.ts'
import { useSession } from '../../api/use-session.ts'
import { ActionButton } from '../../kit/feedback/ActionButton.tsx'
import { lazyPart } from '../../kit/lazy/lazy-part.tsx'
import classes from '../../kit/table/Selection.module.css'
import { SelectionFrame } from '../../kit/table/SelectionFrame.tsx'
import { counted } from '../../kit/text/count-words.ts'
import { CopyOutButton } from './CopyOutButton.tsx'
import type { useSelection } from './use-selection.ts'

const BulkSwitchDialog = lazyPart(async () => (await import('../switch/BulkSwitchDialog.tsx')).BulkSwitchDialog)

interface Asked {
  turn: number
  opened: boolean
  enabled: boolean
  rows: readonly SubscriptionRow[]
}

/** The actions on the selected subscriptions; the bar stays in sight at the foot of the page. */
export function SelectionBar({ selection: { rows, onPage, drop } }: { selection: ReturnType<typeof useSelection> }) {
  const switchDenied = denied(useSession().role, 'subscription.switch')
  const [asked, setAsked] = useState<Asked>()
  const ask = (enabled: boolean) => setAsked((last) => ({ turn: (last?.turn ?? 0) + 1, opened: true, enabled, rows }))
  const off = rows.filter((row) => !row.enabled).length
  const elsewhere = rows.filter(({ id }) => !onPage.shows(id)).length
  return (
    <>
      {rows.length > 0 ? (
        <SelectionFrame
          label="Selected subscriptions"
          words={
            <>
              {counted(rows.length, 'subscription')} selected
              {elsewhere > 0 ? <span className={classes.elsewhere}>, {elsewhere} not on this page</span> : null}
            </>
          }
        >
          <ActionButton
            disabledReason={switchDenied ?? (off === rows.length ? 'All of them are off already' : undefined)}
            onClick={() => ask(false)}
          >
            Switch off
          </ActionButton>
          <ActionButton
            disabledReason={switchDenied ?? (off === 0 ? 'All of them are on already' : undefined)}
            onClick={() => ask(true)}
          >
            Switch on
          </ActionButton>
          <CopyOutButton ids={rows.map(({ id }) => id)} />
          {onPage.page === 'all' ? null : <Button onClick={() => onPage.pickPage(true)}>Select this page</Button>}
          <Button onClick={() => drop()}>Clear</Button>
        </SelectionFrame>
      ) : null}
      {asked ? (
        <BulkSwitchDialog
          key={asked.turn}
          rows={asked.rows}
          enabled={asked.enabled}
          opened={asked.opened}
          onClose={(done) => {
            setAsked((now) => now && { ...now, opened: false })
            if (done.length > 0) drop(done)
          }}
        />
      ) : null}
    </>
  )
}
