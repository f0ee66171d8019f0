/** A source of numbers that gives the same ones for the same seed, on every machine. */
export interface Random {
  /** From 0 up to, not including, 1. */
  next(): number
  /** A whole number from 0 up to, not including, `below`. */
  below(below: number): number
  between(least: number, most: number): number
  chance(probability: number): boolean
  pick<T>(list: readonly [T, ...T[]] | readonly T[]): T
  /** One of the list, those with a greater `weight` more often. */
  weighted<T extends { weight: number }>(list: readonly T[]): T
  /** Between one and all members, in their order. */
  some<T>(list: readonly T[]): T[]
  /** A UUID of version 4. */
  uuid(): string
  /** Another source, independent of how much is taken from this one. */
  branch(name: string): Random
}

const hash = (text: string): number => {
  let value = 2166136261
  for (const letter of text) value = Math.imul(value ^ (letter.codePointAt(0) ?? 0), 16777619)
  return value >>> 0
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** Mulberry32: small, fast, and good enough for data that only has to look right. */
export function createRandom(seed: string | number): Random {
  const text = String(seed)
  let state = hash(text)

  const word = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  const next = () => word() / 2 ** 32
  const below = (limit: number) => Math.floor(next() * limit)
  const pick = <T>(list: readonly T[]): T => {
    if (list.length === 0) throw new RangeError('Nothing to pick from')
    return list[below(list.length)] as T
  }
  const hex = (value: number) =>
    `${HEX[value >>> 24]}${HEX[(value >>> 16) & 255]}${HEX[(value >>> 8) & 255]}${HEX[value & 255]}`

  return {
    next,
    below,
    pick,
    between: (least, most) => least + next() * (most - least),
    chance: (probability) => next() < probability,
    weighted(list) {
      let left = next() * list.reduce((sum, { weight }) => sum + weight, 0)
      for (const item of list) {
        left -= item.weight
        if (left < 0) return item
      }
      return pick(list.slice(-1))
    },
    some(list) {
      const wanted = 1 + below(list.length)
      let left = wanted
      return list.filter((_, index) => {
        const taken = next() < left / (list.length - index)
        if (taken) left -= 1
        return taken
      })
    },
    uuid() {
      const [second, third] = [hex((word() & 0xffff0fff) | 0x4000), hex((word() & 0x3fffffff) | 0x80000000)]
      return `${hex(word())}-${second.slice(0, 4)}-${second.slice(4)}-${third.slice(0, 4)}-${third.slice(4)}${hex(word())}`
    },
    branch: (name) => createRandom(`${text}/${name}`),
  }
}
