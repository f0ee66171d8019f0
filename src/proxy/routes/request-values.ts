import { Uuid } from '../../contract/upstream/common.ts'
import type { EnvironmentContext, Environments } from '../../sync/environments.ts'
import type { ApiRequest } from '../http/guard.ts'
import { refusals } from '../http/problem.ts'

/** The context that a call's path names. */
export function environmentOf(environments: Environments, request: ApiRequest): EnvironmentContext {
  const context = environments.get(request.param('environment'))
  if (!context) throw refusals.notFound('There is no such environment')
  return context
}

/** An id in a call's path. What is no UUID names nothing (API 1.2). */
export function idOf(request: ApiRequest, name: string): string {
  const id = Uuid.safeParse(request.param(name))
  if (!id.success) throw refusals.notFound('There is nothing at this address: it does not hold an id')
  return id.data
}
