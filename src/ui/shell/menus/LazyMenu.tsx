import { lazy, type ReactNode, Suspense, useState } from 'react'

const load = () => import('./MenuFrame.tsx')
const MenuFrame = lazy(async () => ({ default: (await load()).MenuFrame }))

interface LazyMenuProps {
  className: string | undefined
  /** The content of the button; its text names it. */
  button: ReactNode
  /** Starts loading the items. */
  load: () => Promise<unknown>
  /** The items, a lazy component. */
  children: ReactNode
}

/**
 * A menu whose code is loaded when the pointer or the focus reaches its button, so that the first screen does without.
 */
export function LazyMenu({ className, button, load: loadItems, children }: LazyMenuProps) {
  const [wanted, setWanted] = useState(false)
  const near = () => void Promise.all([load(), loadItems()])
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
    <Suspense fallback={closed}>
      <MenuFrame className={className} button={button}>
        {children}
      </MenuFrame>
    </Suspense>
  )
}
