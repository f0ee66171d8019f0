import { z } from 'zod'

/** An error body of the API (1.4): `details`, not RFC 9457's `detail`; every member may be missing. */
export const UpstreamErrorBody = z.looseObject({
  type: z.string().optional(),
  status: z.number().optional(),
  title: z.string().optional(),
  details: z.string().optional(),
  detail: z.string().optional(),
  'invalid-body-params': z.array(z.looseObject({ name: z.string(), reason: z.string() })).optional(),
})
export type UpstreamErrorBody = z.infer<typeof UpstreamErrorBody>
