import { z } from 'zod'

/** The address of a list of sessions: a part of a person's name, address or id. */
export const SessionsAddress = z.strictObject({ q: z.string().trim().max(200).default('') })
