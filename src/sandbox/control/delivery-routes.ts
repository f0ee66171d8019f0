import { Hono } from 'hono'
import { decodeJwt } from 'jose'
import { z } from 'zod'
import { SetClaims } from '../../contract/upstream/notification.ts'
import { deliver } from '../delivery/deliver.ts'
import type { Sandbox } from '../sandbox.ts'
import { ownListener } from '../state/listeners.ts'
import { readControl } from './read.ts'

/** A token somebody has, for a listener of the sandbox. Nothing else is called on anybody's behalf. */
const DeliveryBody = z.strictObject({
  endpoint: z.string().refine(isOwn, 'must be https://NAME.listener.example/…'),
  token: z
    .string()
    .max(2 ** 20)
    .refine(isToken, 'must be a security event token'),
  /** The sender, in place of Identity Cloud. */
  userAgent: z
    .string()
    .regex(/^[\x20-\x7e]{1,200}$/)
    .exactOptional(),
})

/** Hands a token to one of the sandbox's own listeners, as a delivery would; the stored event does not hear of it. */
export function deliveryRoutes(sandbox: Sandbox) {
  return new Hono().post('/', async (c) => {
    const { endpoint, token, userAgent } = await readControl(c, DeliveryBody)
    return c.json({ answer: await deliver(sandbox, { endpoint, payload: token, ...(userAgent && { userAgent }) }) })
  })
}

function isOwn(endpoint: string): boolean {
  const url = URL.parse(endpoint)
  return url?.protocol === 'https:' && url.username + url.password === '' && ownListener(url.hostname) !== undefined
}

function isToken(token: string): boolean {
  try {
    return SetClaims.safeParse(decodeJwt(token)).success
  } catch {
    return false
  }
}
