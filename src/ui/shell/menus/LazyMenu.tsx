import { lazy, type ReactNode, Suspense, useState } from 'react'

const load = () => import('./MenuFrame.tsx')
const MenuFrame = lazy(async () => ({ default: (await load()).MenuFrame }))

interface LazyMenuProps {
  className: string | undefined
  /** What is on the button; its text is its name. */
  button: ReactNode
  /** Starts loading the items. */
  load: () => Promise<unknown>
  /** The items, a lazy component. */
  children: ReactNode
}

/** A menu whose code comes when a pointer or the focus nears its button: the first screen does without it. */
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
