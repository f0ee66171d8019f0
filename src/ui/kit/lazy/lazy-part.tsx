import {
  Component,
  type ComponentType,
  createContext,
  lazy,
  type ReactNode,
  Suspense,
  use,
  useCallback,
  useEffect,
  useState,
} from 'react'
import { SECOND } from '../../../contract/durations.ts'
import { loadPart, PartMissing } from './load-part.ts'
import { missingParts } from './missing-parts.ts'

/** The pause between two tries for a part that nobody waits for. */
const QUIET_AGAIN = 30 * SECOND

/** The asking that a part belongs to: what failed in one stays failed, the next one begins anew. */
const Asking = createContext<object>({})

interface LazyPartOptions<Props> {
  /** Nobody asked for the part: it is tried again without a word. */
  quiet?: boolean
  /** Shown while the part is on its way, and where it does not come; `again` asks for it once more. */
  fallback?: (props: Props, again: () => void) => ReactNode
}

/**
 * Returns a component whose code is loaded when it is first shown. One that does not come costs only itself: it is asked
 * for again, at once and when the network is back, and the page offers to try again or to reload.
 */
export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  { quiet = false, fallback = () => null }: LazyPartOptions<Props> = {},
): ComponentType<Props> {
  const Inner = lazyInner(load)
  // biome-ignore lint/correctness/noComponentHookFactories: called once for each part, at the top of its file, like `lazy`
  return function LazyPart(props: Props) {
    const [asking, setAsking] = useState({ turn: 0 })
    const again = useCallback(() => setAsking(({ turn }) => ({ turn: turn + 1 })), [])
    const instead = fallback(props, again)
    return (
      <PartBoundary key={asking.turn} instead={instead} quiet={quiet} again={again}>
        <Suspense fallback={instead}>
          <Asking value={asking}>
            <Inner {...props} />
          </Asking>
        </Suspense>
      </PartBoundary>
    )
  }
}

/** Returns a part of a lazy part, which waits and fails as one with it. */
export function lazyInner<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  const ask = () =>
    lazy(async () => {
      try {
        return { default: await loadPart(load) }
      } catch (error) {
        latest = ask()
        throw error
      }
    })
  let latest = ask()
  const asked = new WeakMap<object, typeof latest>()
  // biome-ignore lint/correctness/noComponentHookFactories: called once for each part, at the top of its file, like `lazy`
  return function LazyInner(props: Props) {
    const asking = use(Asking)
    const Part = asked.get(asking) ?? latest
    asked.set(asking, Part)
    return <Part {...(props as Props & React.ComponentProps<typeof Part>)} />
  }
}

interface PartBoundaryProps {
  instead: ReactNode
  quiet: boolean
  again: () => void
  children: ReactNode
}

class PartBoundary extends Component<PartBoundaryProps, { error: unknown }> {
  override state = { error: undefined }

  static getDerivedStateFromError = (error: unknown) => ({ error })

  override render() {
    const { error } = this.state as { error: unknown }
    const { instead, quiet, again, children } = this.props
    if (error === undefined) return children
    if (!(error instanceof PartMissing)) throw error
    return (
      <>
        {instead}
        <Wait quiet={quiet} again={again} />
      </>
    )
  }
}

/** Asks again when the network is back; people get the words and the buttons of `MissingParts`. */
function Wait({ quiet, again }: Pick<PartBoundaryProps, 'quiet' | 'again'>) {
  useEffect(() => {
    addEventListener('online', again)
    const timer = quiet ? setTimeout(again, QUIET_AGAIN) : undefined
    const take = quiet ? undefined : missingParts.add({ again })
    return () => {
      removeEventListener('online', again)
      clearTimeout(timer)
      take?.()
    }
  }, [quiet, again])
  return null
}
