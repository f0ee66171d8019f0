import { z } from 'zod'

/** A UUID as Identity Cloud writes it; the nil UUID and any version are accepted (API 1.2). */
export const Uuid = z.guid()

/** RFC 3339 in UTC with any number of fractional digits, as received (API 1.2). */
export const Timestamp = z.iso.datetime({ offset: true })

/** HAL links, host-relative, possibly with doubled or trailing slashes (API 1.3). */
export const Links = z.record(z.string(), z.looseObject({ href: z.string() }))

/** Header values are strings; repeated ones are kept as a list (API 5.2). */
export const HeaderMap = z.record(z.string(), z.union([z.string(), z.array(z.string())]))
export type HeaderMap = z.infer<typeof HeaderMap>
