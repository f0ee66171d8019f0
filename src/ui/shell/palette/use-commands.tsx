import { useMantineColorScheme } from '@mantine/core'
import { IconArrowRight, IconClock, IconLogout } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useNavigate, useParams } from 'react-router'
import { denied } from '../../../contract/role.ts'
import { paths } from '../../address/paths.ts'
import { useSession } from '../../api/use-session.ts'
import { useTimeZone } from '../../kit/time/TimeZone.tsx'
import { PAGES, SELDOM, SESSION_PAGES } from '../Navigation.tsx'
import { useSignOut } from '../sign-in/use-sign-out.ts'
import { THEMES, ZONES } from '../themes.ts'
import classes from './Palette.module.css'

/** A line of the palette. */
export interface Command {
  id: string
  group: string
  name: string
  detail?: string
  icon: ReactNode
  run: () => void
  disabledReason?: string | undefined
}

const ICON = { size: 16, stroke: 1.75, 'aria-hidden': true } as const

/** Returns the pages, environments and settings that can be chosen from here. */
export function useCommands(): Command[] {
  const { environments, role } = useSession()
  const { environment = environments[0]?.id ?? '' } = useParams()
  const navigate = useNavigate()
  const { setColorScheme } = useMantineColorScheme()
  const { setZone } = useTimeZone()
  const signOut = useSignOut()
  const pages = [...PAGES, ...SELDOM, ...SESSION_PAGES].map(({ title, to, needs }) => ({
    id: `page ${title}`,
    group: 'Pages',
    name: title,
    icon: <IconArrowRight {...ICON} />,
    run: () => void navigate(to(environment)),
    disabledReason: denied(role, needs),
  }))
  const others = environments
    .filter(({ id }) => id !== environment)
    .map(({ id, name, colour, sandbox }) => ({
      id: `environment ${id}`,
      group: 'Environments',
      name,
      detail: sandbox ? 'Sandbox' : '',
      icon: <span className={classes.swatch} data-environment={colour} />,
      run: () => void navigate(paths.subscriptions(id)),
    }))
  const themes = THEMES.map(({ value, title, Icon }) => ({
    id: `theme ${value}`,
    group: 'Theme',
    name: title,
    icon: <Icon {...ICON} />,
    run: () => setColorScheme(value),
  }))
  const zones = ZONES.map(({ value, title }) => ({
    id: `zone ${value}`,
    group: 'Times in',
    name: title,
    icon: <IconClock {...ICON} />,
    run: () => setZone(value),
  }))
  const leave = { id: 'leave', group: 'Session', name: 'Sign out', icon: <IconLogout {...ICON} />, run: signOut }
  return [...pages, ...others, ...themes, ...zones, leave]
}
