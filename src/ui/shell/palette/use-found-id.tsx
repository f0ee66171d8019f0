import { IconBell, IconPlayerTrackNext, IconUser, IconWebhook } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from 'react-router'
import { pastedId } from '../../address/pasted-id.ts'
import { paths } from '../../address/paths.ts'
import { userQueries } from '../../api/users.ts'
import type { Command } from './use-commands.tsx'

const GROUP = 'With this id'
const ICON = { size: 16, stroke: 1.75, 'aria-hidden': true } as const

/** Finds what has a pasted id: a subscription, an event, a user, a run. Undefined where no id was pasted. */
export function useFoundId(words: string): { commands: Command[]; searching: boolean } | undefined {
  const { environment = '' } = useParams()
  const navigate = useNavigate()
  const id = environment === '' ? undefined : pastedId(words)
  const { data, isFetching } = useQuery({ ...userQueries.found(environment, id ?? ''), enabled: id !== undefined })
  if (id === undefined) return undefined
  const line = (name: string, icon: Command['icon'], to: string): Command => ({
    id: `id ${to}`,
    group: GROUP,
    name,
    detail: id,
    icon,
    run: () => void navigate(to),
  })
  const commands = data
    ? [
        data.subscription &&
          line(
            `Subscription ${data.subscription.title}`,
            <IconWebhook {...ICON} />,
            paths.subscription(environment, data.subscription.id),
          ),
        data.event &&
          line('The event', <IconBell {...ICON} />, paths.event(environment, data.event.subscriptionId, data.event.id)),
        data.run &&
          line(`Run ${data.run.name}`, <IconPlayerTrackNext {...ICON} />, paths.run(environment, data.run.id)),
        data.user && line('All events of this user', <IconUser {...ICON} />, paths.user(environment, id)),
      ].filter((command) => command !== null && command !== false)
    : []
  return { commands, searching: isFetching }
}
