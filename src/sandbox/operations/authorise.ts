import { WEBHOOKS_SCOPE } from '../../contract/upstream/token.ts'
import { refuse } from '../base/refusal.ts'
import type { Core } from '../delivery/core.ts'

/**
 * Lets a request through that bears a live token of this customer with a scope for webhooks. Missing, garbled, expired
 * and foreign tokens all get the 403 of a missing permission (API 1.1, 18 #4).
 */
export function authorise({ state }: Core, request: Request, customerId: string): void {
  const [, token] = /^Bearer +([\w.~+/-]+=*)$/i.exec(request.headers.get('authorization') ?? '') ?? []
  const found = token === undefined ? undefined : state.tokens.find(token)
  if (found?.customerId !== customerId || !['*:**', WEBHOOKS_SCOPE].includes(found.scope)) refuse(403)
}
