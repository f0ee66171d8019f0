import { inspect } from 'node:util'

const HIDDEN = '[secret]'

/** A value that cannot print itself: turned to text, to JSON or inspected it is `[secret]`. Only `reveal()` gives it. */
export class Secret {
  readonly #value: string

  constructor(value: string) {
    this.#value = value
  }

  /** The value itself. Call it where it leaves for its destination, and keep no copy. */
  reveal(): string {
    return this.#value
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
