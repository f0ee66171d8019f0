import { type MantineColorScheme, Menu, useMantineColorScheme } from '@mantine/core'
import { IconCheck, IconDevices, IconLogout, IconUsers } from '@tabler/icons-react'
import { useNavigate, useParams } from 'react-router'
import { may } from '../../../contract/role.ts'
import { useSession } from '../../api/use-session.ts'
import { useTimeZone } from '../../kit/time/TimeZone.tsx'
import type { Zone } from '../../kit/time/time-words.ts'
import { SESSION_PAGES } from '../Navigation.tsx'
import { useSignOut } from '../sign-in/use-sign-out.ts'
import { THEMES, ZONES } from '../themes.ts'
import classes from './Menu.module.css'

const CHECK = <IconCheck size={16} stroke={1.75} aria-hidden />

const ICONS = { 'My sessions': IconDevices, Sessions: IconUsers } as const

/** Shows name and role, and offers sessions, theme, zone and sign-out. */
export function UserMenu() {
  const { user, role, environments } = useSession()
  const { environment = environments[0]?.id ?? '' } = useParams()
  const navigate = useNavigate()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const { zone, setZone } = useTimeZone()
  const leave = useSignOut()
  return (
    <>
      <div className={classes.who}>
        <span className={classes.whoName}>{user.name}</span>
        {user.email ? <span className={classes.quiet}>{user.email}</span> : null}
        <span className={classes.quiet}>Signed in as {role}</span>
      </div>
      <Menu.Divider />
      {SESSION_PAGES.filter(({ needs }) => may(role, needs)).map(({ title, to }) => {
        const Icon = ICONS[title]
        return (
          <Menu.Item
            key={title}
            leftSection={<Icon size={16} stroke={1.75} aria-hidden />}
            onClick={() => void navigate(to(environment))}
          >
            {title}
          </Menu.Item>
        )
      })}
      <Menu.Divider />
      <Menu.Label>Theme</Menu.Label>
      <Menu.RadioGroup value={colorScheme} onChange={(value) => setColorScheme(value as MantineColorScheme)}>
        {THEMES.map(({ value, title }) => (
          <Menu.RadioItem key={value} value={value} checkIcon={CHECK}>
            {title}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
      <Menu.Label>Times in</Menu.Label>
      <Menu.RadioGroup value={zone} onChange={(value) => setZone(value as Zone)}>
        {ZONES.map(({ value, title }) => (
          <Menu.RadioItem key={value} value={value} checkIcon={CHECK}>
            {title}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
      <Menu.Divider />
      <Menu.Item leftSection={<IconLogout size={16} stroke={1.75} aria-hidden />} onClick={leave}>
        Sign out
      </Menu.Item>
    </>
  )
}
