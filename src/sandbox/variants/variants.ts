import type { SandboxOptions } from '../base/options.ts'
import type { Faults } from '../state/faults.ts'
import { VARIANTS } from './table.ts'
import type { Variant } from './variant.ts'

/** The named variants of one sandbox: which are on. */
export interface Variants {
  all(): ({ name: string; on: boolean } & Variant)[]
  /** Turns a variant on; false for one that is not known. */
  turnOn(name: string): boolean
  /** Takes its rules away and gives its options the values of the start; false for one that is not known. */
  turnOff(name: string): boolean
  /** Turns on those of the start, and no others; the rules of before are gone already. */
  startAgain(): void
}

export function createVariants(
  faults: Faults,
  start: Readonly<SandboxOptions>,
  configure: (options: Partial<SandboxOptions>) => void,
): Variants {
  const on = new Map<string, string[]>()
  const variants: Variants = {
    all: () => Object.entries(VARIANTS).map(([name, variant]) => ({ name, on: on.has(name), ...variant })),
    turnOn(name) {
      const { rules = [], options } = VARIANTS[name] ?? {}
      if (VARIANTS[name] && !on.has(name)) {
        on.set(
          name,
          rules.map((rule) => faults.add(rule).id),
        )
        if (options) configure(options)
      }
      return name in VARIANTS
    },
    turnOff(name) {
      for (const id of on.get(name) ?? []) faults.remove(id)
      const names = on.delete(name) ? Object.keys(VARIANTS[name]?.options ?? {}) : []
      configure(Object.fromEntries(Object.entries(start).filter(([option]) => names.includes(option))))
      return name in VARIANTS
    },
    startAgain() {
      on.clear()
      for (const name of start.variants) variants.turnOn(name)
    },
  }
  return variants
}
