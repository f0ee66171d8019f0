import type { SandboxOptions } from '../base/options.ts'

/** Hrefs by relation; the ones that do not apply are left out of the answer. */
export type Hrefs = { self: string } & Record<string, string | undefined>

/** A list reply in the chosen envelope (API 3.1, 17). `total` counts all there is, or the page. */
export function envelope(
  options: Pick<SandboxOptions, 'envelope' | 'total'>,
  name: string,
  list: { items: unknown[]; total: number; links: Hrefs },
) {
  return {
    total: options.total === 'page' ? list.items.length : list.total,
    _links: Object.fromEntries(
      Object.entries(list.links).flatMap(([relation, href]) => (href === undefined ? [] : [[relation, { href }]])),
    ),
    _embedded: options.envelope === 'array' ? list.items : { [name]: list.items },
  }
}
