/** Something that could not be loaded, or what a part that could not be loaded was to say. */
export interface Missing {
  /** Asks for it again; without it there is nothing to ask for. */
  again?: () => void
  /** The words to show instead. */
  words?: string
}

let missing: readonly Missing[] = []
const listeners = new Set<() => void>()

const become = (next: readonly Missing[]) => {
  missing = next
  for (const listener of listeners) listener()
}

/** The parts of this page that people wait for and that did not come. */
export const missingParts = {
  current: () => missing,
  subscribe(listener: () => void) {
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
    }
  },
  /** Notes one; the returned function takes it away again. */
  add(one: Missing): () => void {
    become([...missing, one])
    return () => become(missing.filter((other) => other !== one))
  },
  clear: () => become([]),
}
