import { IconWebhook } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from 'react-router'
import { pastedId } from '../../address/pasted-id.ts'
import { paths } from '../../address/paths.ts'
import { subscriptionQueries } from '../../api/subscriptions.ts'
import type { Command } from './use-commands.tsx'

const GROUP = 'Subscriptions'
const AT_MOST = 8

/** Finds the environment's subscriptions that contain the words; none for an id, which `useFoundId` looks up. */
export function useFoundSubscriptions(words: string): { commands: Command[]; searching: boolean } {
  const { environment = '' } = useParams()
  const navigate = useNavigate()
  const id = pastedId(words)
  const { data, isFetching } = useQuery({
    ...subscriptionQueries.page(environment, { q: words }),
    enabled: environment !== '' && words !== '' && id === undefined,
  })
  const line = (subscriptionId: string, name: string, detail: string): Command => ({
    id: subscriptionId,
    group: GROUP,
    name,
    detail,
    icon: <IconWebhook size={16} stroke={1.75} aria-hidden />,
    run: () => void navigate(paths.subscription(environment, subscriptionId)),
  })
  if (id) return { commands: [], searching: false }
  const found = words === '' ? [] : (data?.items.slice(0, AT_MOST) ?? [])
  return { commands: found.map((row) => line(row.id, row.title, row.endpoint)), searching: isFetching }
}
