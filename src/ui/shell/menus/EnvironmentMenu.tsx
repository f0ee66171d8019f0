import { Menu } from '@mantine/core'
import { IconCheck, IconPlugConnected } from '@tabler/icons-react'
import { useNavigate } from 'react-router'
import { may } from '../../../contract/role.ts'
import { paths } from '../../address/paths.ts'
import { useSession } from '../../api/use-session.ts'
import { SELDOM } from '../Navigation.tsx'
import classes from './Menu.module.css'

/** Lists the environments; choosing one opens its subscriptions. Below are the pages of the current one that are wanted seldom. */
export function EnvironmentMenu({ current }: { current: string | undefined }) {
  const { environments, role } = useSession()
  const pages = current === undefined ? [] : SELDOM.filter(({ needs }) => may(role, needs))
  const navigate = useNavigate()
  return (
    <>
      <Menu.Label>Environments</Menu.Label>
      {environments.map(({ id, name, colour, sandbox }) => (
        <Menu.Item
          key={id}
          data-environment={colour}
          aria-current={id === current ? 'true' : undefined}
          leftSection={<span className={classes.swatch} />}
          rightSection={id === current ? <IconCheck size={16} stroke={1.75} aria-label="current" /> : null}
          onClick={() => void navigate(paths.subscriptions(id))}
        >
          {name}
          {sandbox ? <span className={classes.beside}>Sandbox</span> : null}
        </Menu.Item>
      ))}
      {pages.length > 0 ? <Menu.Divider /> : null}
      {pages.map(({ title, to }) => (
        <Menu.Item
          key={title}
          leftSection={<IconPlugConnected size={16} stroke={1.75} aria-hidden />}
          onClick={() => void navigate(to(current ?? ''))}
        >
          {title}
        </Menu.Item>
      ))}
    </>
  )
}
