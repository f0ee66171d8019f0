import { lazy, type ReactNode, Suspense, useState } from 'react'

const load = () => import('./MenuFrame.tsx')
const MenuFrame = lazy(async () => ({ default: (await load()).MenuFrame }))

interface LateMenuProps {
  /** The accessible name of the button. */
  label: string
  className: string | undefined
  /** What is on the button. */
  button: ReactNode
  /** Starts loading the items. */
  load: () => Promise<unknown>
  /** The items, a lazy component. */
  children: ReactNode
}

/** A menu whose code comes when a pointer or the focus nears its button: the first screen does without it. */
export function LateMenu({ label, className, button, load: loadItems, children }: LateMenuProps) {
  const [wanted, setWanted] = useState(false)
  const near = () => void Promise.all([load(), loadItems()])
  const closed = (
    <button
      type="button"
      className={className}
      aria-label={label}
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
      <MenuFrame label={label} className={className} button={button}>
        {children}
      </MenuFrame>
    </Suspense>
  )
}
