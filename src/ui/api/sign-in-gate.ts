/**
 * Holds calls back while nobody is signed in any more. The page stays as it is, with everything typed into it; a dialog
 * watches `subscribe`, and once it says `open()` every call held back is made again.
 */
interface Gate {
  /** A session was seen, so a later 401 means that it ended. Before that it means "show the sign-in page". */
  arm: () => void
  armed: () => boolean
  closed: () => boolean
  /** Resolves when somebody signed in again; rejects when `signal` gives up first. */
  wait: (signal?: AbortSignal | null) => Promise<void>
  open: () => void
  subscribe: (listener: () => void) => () => void
}

export function createSignInGate(): Gate {
  let armed = false
  let waiting: PromiseWithResolvers<void> | undefined
  const listeners = new Set<() => void>()
  const tell = () => {
    for (const listener of listeners) listener()
  }
  return {
    arm() {
      armed = true
    },
    armed: () => armed,
    closed: () => waiting !== undefined,
    async wait(signal) {
      if (!waiting) {
        waiting = Promise.withResolvers()
        tell()
      }
      const gaveUp = Promise.withResolvers<never>()
      const giveUp = () => gaveUp.reject(signal?.reason)
      signal?.addEventListener('abort', giveUp, { once: true })
      try {
        await Promise.race([waiting.promise, gaveUp.promise])
      } finally {
        signal?.removeEventListener('abort', giveUp)
      }
    },
    open() {
      waiting?.resolve()
      waiting = undefined
      tell()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** The one gate of this page. */
export const signInGate = createSignInGate()
