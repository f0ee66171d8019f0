import { z } from 'zod'
import { Uuid } from './upstream/common.ts'

/**
 * `GET /api/environments/{environment}/ids/{id}`: what has this id here. `event` is the stored event with it, `user` is true
 * when events of such a user are stored.
 */
export const FoundId = z.object({
  subscription: z.object({ id: Uuid, title: z.string() }).nullable(),
  event: z.object({ id: Uuid, subscriptionId: Uuid }).nullable(),
  user: z.boolean(),
  run: z.object({ id: Uuid, name: z.string() }).nullable(),
})
export type FoundId = z.infer<typeof FoundId>
