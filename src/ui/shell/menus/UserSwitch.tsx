import { VisuallyHidden } from '@mantine/core'
import { useSession } from '../../api/use-session.ts'
import { lazyInner } from '../../kit/lazy/lazy-part.tsx'
import classes from '../Bar.module.css'
import { LazyMenu } from './LazyMenu.tsx'

const load = () => import('./UserMenu.tsx')
const UserMenu = lazyInner(async () => (await load()).UserMenu)

/** Shows who is signed in, and opens the user menu. */
export function UserSwitch() {
  const { user, role } = useSession()
  return (
    <LazyMenu
      load={load}
      className={classes.user}
      button={
        <>
          {initialsOf(user.name)}
          <VisuallyHidden>
            : {user.name}, {role}
          </VisuallyHidden>
        </>
      }
    >
      <UserMenu />
    </LazyMenu>
  )
}

/** Returns one or two letters for a name, from its first and last word. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/)
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words
  return ends.map((word) => word?.match(/./u)?.[0]?.toUpperCase() ?? '').join('')
}
