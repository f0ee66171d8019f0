import { noop } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { lazyPart } from '../../kit/lazy/lazy-part.tsx'

interface LazyMenuProps {
  className: string | undefined
  /** The content of the button; its text names it. */
  button: ReactNode
  /** Starts loading the items. */
  load: () => Promise<unknown>
  /** The items, a lazy inner part: they come, or do not come, together with the menu. */
  children: ReactNode
}

const load = () => import('./MenuFrame.tsx')
const MenuFrame = lazyPart(async () => (await load()).MenuFrame, {
  fallback: ({ className, button }, again) => (
    <button type="button" className={className} aria-haspopup="menu" onClick={again}>
      {button}
    </button>
  ),
})

/**
 * A menu whose code is loaded when the pointer or the focus reaches its button, so that the first screen does without.
 */
export function LazyMenu({ className, button, load: loadItems, children }: LazyMenuProps) {
  const [wanted, setWanted] = useState(false)
  // What does not come now is asked for again when the menu is opened.
  const near = () => void Promise.all([load(), loadItems()]).catch(noop)
  const closed = (
    <button
      type="button"
      className={className}
      aria-haspopup="menu"
      onPointerEnter={near}
      onFocus={near}
      onClick={() => setWanted(true)}
    >
      {button}
    </button>
  )
  if (!wanted) return closed
  return (
    <MenuFrame className={className} button={button}>
      {children}
    </MenuFrame>
  )
}
