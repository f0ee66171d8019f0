import { inspect } from 'node:util'

const HIDDEN = '[secret]'

/** A value that cannot print itself: turned to text, to JSON or inspected it is `[secret]`. Only `reveal()` gives it. */
export class Secret {
  #value: string

  constructor(value: string) {
    this.#value = value
  }

  /** The value itself. Call it where it leaves for its destination, and keep no copy: it may be another one the next time. */
  reveal(): string {
    return this.#value
  }

  /** Returns true when another one has the same value. */
  equals(other: Secret): boolean {
    return this.#value === other.#value
  }

  /** Takes the value of another one, for all who hold this one. Returns false when it is the same. */
  renew(from: Secret): boolean {
    if (this.equals(from)) return false
    this.#value = from.#value
    return true
  }

  toString(): string {
    return HIDDEN
  }

  toJSON(): string {
    return HIDDEN
  }

  [inspect.custom](): string {
    return HIDDEN
  }
}
