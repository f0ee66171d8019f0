import type { Log } from '../../config/log.ts'
import type { Journal, JournalBeginning, JournalResult } from '../../store/journal/journal.ts'
import { StoreFault } from '../../store/store.ts'

/** The entries of the journal that this process has begun and not ended yet. */
export interface OpenEntries {
  /** Writes an entry as `pending` and gives its id. */
  begin(entry: JournalBeginning): Promise<string>
  /** Says how it ended. Never rejects: what the store does not take now is kept and written later. */
  finish(id: string, result: JournalResult): Promise<void>
  /** Returns true while the change of an entry is under way here, or its end is kept. */
  has(id: string): boolean
  /** Writes the ends that are kept. */
  writeKept(): Promise<void>
}

/** Makes the list of open entries; it is in memory, so what a process leaves behind is looked up by another. */
export function createOpenEntries(journal: Pick<Journal, 'begin' | 'finish'>, log: Log): OpenEntries {
  const underWay = new Set<string>()
  const kept = new Map<string, JournalResult>()
  const write = async (id: string, result: JournalResult) => {
    try {
      await journal.finish(id, result)
      kept.delete(id)
    } catch (err) {
      if (err instanceof StoreFault) kept.set(id, result)
      else kept.delete(id)
      log.error({ entry: id, err }, kept.has(id) ? 'outcome not journaled yet' : 'outcome not journaled')
    }
  }
  return {
    async begin(entry) {
      const id = await journal.begin(entry)
      underWay.add(id)
      return id
    },
    async finish(id, result) {
      await write(id, result)
      underWay.delete(id)
    },
    has: (id) => underWay.has(id) || kept.has(id),
    async writeKept() {
      for (const [id, result] of kept) await write(id, result)
    },
  }
}
