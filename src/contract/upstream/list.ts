import { z } from 'zod'
import { Links } from './common.ts'

/** One page of any upstream list, whatever envelope it came in. `next` is the link as received. */
export interface UpstreamList<T> {
  total: number
  items: T[]
  next: string | undefined
}

/**
 * Reads a list reply in each documented envelope: `_embedded: [...]`, `_embedded: { NAME: [...] }`, or a bare array
 * (API 3.1, 5.1, 17). The reply is normalised to `UpstreamList`; a missing `total` becomes the number of items.
 */
export function upstreamList<Item extends z.ZodType>(item: Item) {
  const items = z.array(item)
  const embedded = z.union([items, z.record(z.string(), items).transform((lists) => Object.values(lists)[0] ?? [])])
  const envelope = z.looseObject({
    total: z.number().int().nonnegative().optional(),
    _links: Links.optional(),
    _embedded: embedded,
  })
  return z.union([
    items.transform((list): UpstreamList<z.output<Item>> => ({ total: list.length, items: list, next: undefined })),
    envelope.transform(
      ({ total, _links, _embedded }): UpstreamList<z.output<Item>> => ({
        total: total ?? _embedded.length,
        items: _embedded,
        next: _links?.next?.href,
      }),
    ),
  ])
}
