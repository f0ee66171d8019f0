import type { Environment } from '../../contract/session.ts'
import type { WriteOutcome } from '../api/outcome.ts'
import type { Remark } from './remarks.ts'

/** The values of the whole that every row of a copy-in needs. */
export interface RowContext {
  environment: Environment
  remarks: ReadonlyMap<string, Remark[]>
  chosen: ReadonlySet<string>
  results: ReadonlyMap<string, WriteOutcome>
  /** The row under way. */
  current: string | undefined
  /** Nothing can be chosen while rows are being done. */
  frozen: boolean
  barred: ReadonlyMap<string, string>
  onToggle: (key: string) => void
}
