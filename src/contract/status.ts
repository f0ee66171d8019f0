import { z } from 'zod'

/** Something that stands in the way of everybody's work: what it is, and what it means for those who read it. */
export const Trouble = z.object({ code: z.enum(['store', 'clock']), title: z.string(), text: z.string() })
export type Trouble = z.infer<typeof Trouble>

/** `GET /api/status`: the troubles of the console itself, none while all is well. */
export const Status = z.object({ troubles: z.array(Trouble) })
export type Status = z.infer<typeof Status>
