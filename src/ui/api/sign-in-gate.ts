/**
 * Holds calls back after the session has ended, so that the page stays as it is, with everything typed into it. A
 * dialog watches `subscribe`; its `open()` repeats every call held back.
 */
interface Gate {
  /**
   * Notes that there was a session, so that a later 401 means its end. Before that it means "show the sign-in page".
   */
  arm: () => void
  armed: () => boolean
  closed: () => boolean
  /**
   * Notes the name of somebody else as whom this browser is signed in now; undefined when it no longer is. Every call is held
   * back until `open`: it would go out in that name.
   */
  becomeOther: (name: string | undefined) => void
  /** The name of that person; undefined when there is none. */
  other: () => string | undefined
  /** Resolves after a new sign-in; rejects when `signal` aborts first. */
  wait: (signal?: AbortSignal | null) => Promise<void>
  open: () => void
  /** Notes that the person signs out: calls are held back until `stay`, for the page is about to go. */
  leave: () => void
  stay: () => void
  leaving: () => boolean
  /** Resolves when nobody signs out, or no longer. */
  staying: () => Promise<void>
  subscribe: (listener: () => void) => () => void
}

function createSignInGate(): Gate {
  let armed = false
  let waiting: PromiseWithResolvers<void> | undefined
  let other: string | undefined
  let left: PromiseWithResolvers<void> | undefined
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
    becomeOther(name) {
      if (name === other) return
      if (name !== undefined) waiting ??= Promise.withResolvers()
      other = name
      tell()
    },
    other: () => other,
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
    leave() {
      left ??= Promise.withResolvers()
      tell()
    },
    stay() {
      left?.resolve()
      left = undefined
      tell()
    },
    leaving: () => left !== undefined,
    staying: async () => left?.promise,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** The gate of this page. */
export const signInGate = createSignInGate()
