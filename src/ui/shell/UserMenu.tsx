import { Menu, useMantineColorScheme } from '@mantine/core'
import { IconCheck, IconClock, IconLogout } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useSession } from '../api/use-session.ts'
import { useTimeZone } from '../components/TimeZone.tsx'
import classes from './Menu.module.css'
import { THEMES, ZONES } from './themes.ts'
import { useSignOut } from './use-sign-out.ts'

/** Name and role, theme, zone, and the way out. */
export function UserMenu() {
  const { user, role } = useSession()
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
      <Menu.Label>Theme</Menu.Label>
      {THEMES.map(({ value, title, Icon }) => (
        <Chosen
          key={value}
          icon={<Icon size={16} stroke={1.75} aria-hidden />}
          chosen={value === colorScheme}
          onChoose={() => setColorScheme(value)}
        >
          {title}
        </Chosen>
      ))}
      <Menu.Label>Times in</Menu.Label>
      {ZONES.map(({ value, title }) => (
        <Chosen
          key={value}
          icon={<IconClock size={16} stroke={1.75} aria-hidden />}
          chosen={value === zone}
          onChoose={() => setZone(value)}
        >
          {title}
        </Chosen>
      ))}
      <Menu.Divider />
      <Menu.Item leftSection={<IconLogout size={16} stroke={1.75} aria-hidden />} onClick={leave}>
        Sign out
      </Menu.Item>
    </>
  )
}

interface ChosenProps {
  icon: ReactNode
  chosen: boolean
  onChoose: () => void
  children: ReactNode
}

const Chosen = ({ icon, chosen, onChoose, children }: ChosenProps) => (
  <Menu.Item
    role="menuitemradio"
    aria-checked={chosen}
    closeMenuOnClick={false}
    leftSection={icon}
    rightSection={chosen ? <IconCheck size={16} stroke={1.75} aria-hidden /> : null}
    onClick={onChoose}
  >
    {children}
  </Menu.Item>
)
