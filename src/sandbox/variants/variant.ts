import type { AnswerChange } from '../answers/change-answer.ts'
import type { Change } from '../answers/change-json.ts'
import type { SandboxOptions } from '../base/options.ts'
import type { FaultRule } from '../state/faults.ts'

/** A way in which an API may differ from its documentation, made of options and of rules for answers. */
export interface Variant {
  /** Ends the sentence "An API …". */
  says: string
  options?: Partial<SandboxOptions>
  rules?: Rules
}
type Rules = Omit<FaultRule, 'id'>[]

/** Returns rules that change the answers of operations. */
export function answers(operations: readonly string[], answer: AnswerChange): Rules {
  return operations.map((operation) => ({ operation, fault: { does: 'answer', ...answer } }))
}

/** Returns rules that change an object wherever it stands: `places` has the pointer to it by operation. */
export function changes(places: Record<string, string>, change: Change[]): Rules {
  return Object.entries(places).map(([operation, place]) => ({
    operation,
    fault: { does: 'answer', change: change.map((one) => ({ ...one, pointer: `${place}${one.pointer}` })) },
  }))
}

/** Returns the same change of several members. */
export function all(action: 'absent' | 'null' | 'as-text' | 'letter-case', ...pointers: string[]): Change[] {
  return pointers.map((pointer) => ({ pointer, action }))
}

/** Returns rules that refuse calls as an API does that does not have them. */
export function notOffered(operations: string[], status = 404): Rules {
  return operations.map((operation) => ({ operation, fault: { does: 'status', status } }))
}

/** Returns the variant that packs every answer. */
export function packed(packing: NonNullable<AnswerChange['packed']>): Variant {
  return { says: `packs every answer with ${packing}`, rules: [{ fault: { does: 'answer', packed: packing } }] }
}
