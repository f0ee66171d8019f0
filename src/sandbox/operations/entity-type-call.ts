import type { Core } from '../delivery/core.ts'
import type { Customer } from '../state/customers.ts'
import { readBasic } from './basic-auth.ts'

/** Ends a call of the Entity API: `stat` says how it went, with the HTTP status saying the same (API 15, 18 #39). */
export function entityError(status: number, error: string, error_description: string): Response {
  return Response.json({ stat: 'error', error, error_description }, { status })
}

/** The customer whose API client calls, by Basic auth; other credentials than the configuration client's (API 15). */
export function entityCaller({ state }: Core, request: Request): Customer | undefined {
  const client = readBasic(request)
  return [...state.customers.values()].find(
    ({ apiClientId, apiClientSecret }) => client?.user === apiClientId && client.password === apiClientSecret,
  )
}

export function unknownEntityCaller() {
  return entityError(401, 'invalid_credentials', 'Unknown API client, or the secret is wrong')
}
