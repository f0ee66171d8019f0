import { Menu } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useNavigate } from 'react-router'
import { useSession } from '../api/use-session.ts'
import { paths } from '../paths.ts'
import classes from './Menu.module.css'

/** Every environment; choosing one opens its subscriptions. */
export function EnvironmentMenu({ current }: { current: string | undefined }) {
  const { environments } = useSession()
  const navigate = useNavigate()
  return (
    <>
      <Menu.Label className={classes.label}>Environments</Menu.Label>
      {environments.map(({ id, name, colour, sandbox }) => (
        <Menu.Item
          key={id}
          data-environment={colour}
          aria-current={id === current ? 'true' : undefined}
          onClick={() => void navigate(paths.subscriptions(id))}
        >
          <span className={classes.row}>
            <span className={classes.swatch} aria-hidden />
            {name}
            {sandbox ? <span className={classes.quiet}>Sandbox</span> : null}
            {id === current ? <IconCheck size={16} stroke={1.75} aria-hidden /> : null}
          </span>
        </Menu.Item>
      ))}
    </>
  )
}
