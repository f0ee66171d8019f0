import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { z } from 'zod'
import { type SubscriptionPage, SubscriptionQuery } from '../../../contract/subscription.ts'
import { readAddress, writeAddress } from '../../address/use-address.ts'
import { subscriptionQueries } from '../../api/subscriptions.ts'
import { useEnvironment } from '../../api/use-session.ts'
import { missingPage, missingPageWords } from './missing-page.ts'
import classes from './Notes.module.css'

const State = z.object({ missingPage: z.string() })

/**
 * Says that the page of the address does not exist, and repairs the address. The words live in the repaired step of the
 * history: they stay until the next one. `page` is what came for this very address, undefined until it did.
 */
export function MissingPageNote({ page }: { page: SubscriptionPage | undefined }) {
  const { search, state } = useLocation()
  const navigate = useNavigate()
  const client = useQueryClient()
  const { id } = useEnvironment()
  useEffect(() => {
    const now = new URLSearchParams(search)
    const missing = page && missingPage(now.get('page'), page)
    if (!missing) return
    const words = missingPageWords(missing)
    const repaired = writeAddress(SubscriptionQuery, now, { page: missing.page })
    const { queryKey } = subscriptionQueries.page(id, readAddress(SubscriptionQuery, repaired))
    client.setQueryData(queryKey, { ...page, requestedPage: missing.page })
    void navigate({ search: repaired.toString() }, { replace: true, state: { missingPage: words } })
  }, [search, page, navigate, client, id])
  const words = State.safeParse(state).data?.missingPage
  // There before it has anything to say, so that a screen reader says it.
  return <div role="status">{words ? <p className={classes.missing}>{words}</p> : null}</div>
}
