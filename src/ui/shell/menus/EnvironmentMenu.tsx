import { Menu } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useNavigate } from 'react-router'
import { paths } from '../../address/paths.ts'
import { useSession } from '../../api/use-session.ts'
import classes from './Menu.module.css'

/** Lists the environments; choosing one opens its subscriptions. */
export function EnvironmentMenu({ current }: { current: string | undefined }) {
  const { environments } = useSession()
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
    </>
  )
}
