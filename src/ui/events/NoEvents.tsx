import type { Freshness } from '../../contract/freshness.ts'
import { WhatDiffered } from '../components/WhatDiffered.tsx'
import { EmptyState } from '../kit/feedback/EmptyState.tsx'

/** No event is stored. Whether there is really none is only known once the whole store was read. */
export function NoEvents({ freshness: { complete, unreadable, differs } }: { freshness: Freshness }) {
  if (unreadable > 0)
    return (
      <EmptyState title="No event could be read">
        Identity Cloud lists events of this subscription, but in a form that the console does not understand.{' '}
        {differs ? <WhatDiffered differs={differs} /> : null}
      </EmptyState>
    )
  return complete ? (
    <EmptyState title="No events in the last 7 days">
      Nothing happened that this subscription asks for and its filter lets through. Events appear here as users are
      created, changed or deleted; after 7 days Identity Cloud forgets them.
    </EmptyState>
  ) : (
    <EmptyState title="Events are being read">
      The console is reading this subscription’s stored events for the first time. They appear as they come in.
    </EmptyState>
  )
}
