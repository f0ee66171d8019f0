import { Uuid } from '../../contract/upstream/common.ts'
import type { EnvironmentContext, Environments } from '../../sync/environments.ts'
import type { Call } from '../http/guard.ts'
import { refusals } from '../http/problem.ts'

/** The context that a call's path names. */
export const environmentOf = (environments: Environments, call: Call): EnvironmentContext => {
  const context = environments.get(call.param('environment'))
  if (!context) throw refusals.notFound('There is no such environment')
  return context
}

/** An id in a call's path. What is no UUID names nothing (API 1.2). */
export const idIn = (call: Call, name: string): string => {
  const id = Uuid.safeParse(call.param(name))
  if (!id.success) throw refusals.notFound('There is nothing at this address: it does not hold an id')
  return id.data
}
