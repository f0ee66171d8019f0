import type { Draw } from './draw.ts'
import type { VirtualTime } from './virtual-time.ts'

/** The life of a process: nothing that it called answers once it is dead, although it may have been done. */
export interface Life {
  dead: boolean
  /** The calls after which it dies; each call counts one down. */
  calls: number
}

type Methods = Record<string, unknown>

/**
 * Returns an object whose asynchronous methods belong to a life. The last call dies before it, during it, or after it was
 * done and before its answer was heard.
 */
export function mortal<T extends object>(target: T, life: Life, { draw, time }: { draw: Draw; time: VirtualTime }): T {
  const never = new Promise<never>(() => undefined)
  const call = async (method: (...args: unknown[]) => unknown, args: unknown[]) => {
    if (life.dead) return never
    const last = --life.calls === 0
    const moment = last ? draw.one({ before: 1, during: 2, after: 2 }) : 'none'
    if (moment === 'before') life.dead = true
    if (life.dead) return never
    if (moment === 'during') time.after(draw.below(2000), () => (life.dead = true))
    const answer = await method.apply(target, args)
    if (moment === 'after') life.dead = true
    return life.dead ? never : answer
  }
  return new Proxy(target, {
    get(_, name) {
      const member = (target as Methods)[name as string]
      if (typeof member !== 'function' || name === 'reportEvent') return member
      return (...args: unknown[]) => call(member as (...args: unknown[]) => unknown, args)
    },
  })
}
