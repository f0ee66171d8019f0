import { z } from 'zod'

/** What the address of the exports of an environment says. */
export const ExportsQuery = z.strictObject({ q: z.string().trim().max(200).default('') })
