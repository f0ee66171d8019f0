import { z } from 'zod'

/** The address of the exports of an environment. */
export const ExportsQuery = z.strictObject({ q: z.string().trim().max(200).default('') })
