import { VisuallyHidden } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import type { Environment } from '../../../contract/session.ts'
import { lazyInner } from '../../kit/lazy/lazy-part.tsx'
import classes from '../Bar.module.css'
import { LazyMenu } from './LazyMenu.tsx'

const load = () => import('./EnvironmentMenu.tsx')
const EnvironmentMenu = lazyInner(async () => (await load()).EnvironmentMenu)

/** Shows the current environment by name, and opens the others. */
export function EnvironmentSwitch({ current }: { current: Environment | undefined }) {
  return (
    <LazyMenu
      load={load}
      className={classes.environment}
      button={
        <>
          <VisuallyHidden>Environment: </VisuallyHidden>
          <span className={classes.environmentName}>{current?.name ?? 'Choose an environment'}</span>
          {current?.sandbox ? <span className={classes.sandbox}>Sandbox</span> : null}
          <IconChevronDown size={14} stroke={2} aria-hidden />
        </>
      }
    >
      <EnvironmentMenu current={current?.id} />
    </LazyMenu>
  )
}
