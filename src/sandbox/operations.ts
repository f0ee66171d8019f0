import type { Operation } from './operation.ts'

/** Every call of the API's endpoint table. */
export const OPERATIONS: Operation[] = []
