import { z } from 'zod'
import { Links } from './common.ts'
import { type Answer, COSTS, type CostedDifference, type Difference, kindOf, NumberText } from './reading.ts'

/**
 * One page of any upstream list, whatever envelope it came in. `total` is what the API says, undefined when it does not:
 * nobody makes a number of it. `next` is the link as received.
 */
export interface UpstreamList<T> {
  total: number | undefined
  items: T[]
  next: string | undefined
}

/** An item of a list that cannot be read, and where that shows. */
export interface UnreadItem {
  /** Its place in the page, from 0. */
  place: number
  /** Its place in the answer as a JSON pointer. */
  at: string
  item: unknown
  missing: Difference
}

/** A page whose items have been read one by one. */
export interface ReadList<T> extends UpstreamList<T> {
  unread: UnreadItem[]
}

/** The members under which a list may stand; the documentation has `_embedded` alone (API 3.1, 5.1, 10, 17). */
const NAMES = ['_embedded', 'items', 'data', 'results', 'content']

/** The members by which an object without an array is an empty list, and not something else. */
const ENVELOPE = ['total', '_links', '_embedded']

/**
 * Reads a list reply in every envelope: `_embedded: [...]`, `_embedded: { NAME: [...] }`, a bare array, or an array beside
 * other members (API 3.1, 5.1, 17). Nothing there is an empty list. Returns undefined for what is no list at all.
 */
function readEnvelope(value: unknown): UpstreamList<unknown> | undefined {
  if (Array.isArray(value)) return { total: undefined, items: value, next: undefined }
  if (!isObject(value)) return undefined
  const items = listIn(value)?.items
  const empty = Object.keys(value).length === 0 || ENVELOPE.some((name) => name in value)
  if (!items && !empty) return undefined
  const total = value.total
  return {
    total:
      typeof total === 'number' && Number.isSafeInteger(total) && total >= 0 ? total : NumberText.safeParse(total).data,
    items: items ?? [],
    next: nextIn(value._links),
  }
}

/** Reads a list and each of its items by itself; one that cannot be read costs no other. */
export function readList<T>(item: Answer<T>, value: unknown): ReadList<T> | undefined {
  const envelope = readEnvelope(value)
  if (!envelope) return undefined
  const read = envelope.items.map((one) => item.read(one))
  const at = isObject(value) ? (listIn(value)?.at ?? '') : ''
  return {
    ...envelope,
    items: read.flatMap(({ data }) => (data === undefined ? [] : [data])),
    unread: read.flatMap(({ missing }, place) =>
      missing ? [{ place, at: `${at}/${place}`, item: envelope.items[place], missing }] : [],
    ),
  }
}

/** Returns where a list differs from the documented envelope, and its items from what they should be. */
export function listDifferences(value: unknown, item: Pick<Answer<unknown>, 'differences'>): CostedDifference[] {
  if (Array.isArray(value)) return inItems({ at: '', items: value }, item)
  if (!isObject(value)) return [{ path: '', found: kindOf(value), cost: LIST_COSTS.none }]
  const { total, _embedded, _links } = value
  const list = listIn(value)
  const found: CostedDifference[] = []
  if (!Number.isSafeInteger(total)) {
    const understood = NumberText.safeParse(total).success
    found.push({ path: '/total', found: kindOf(total), cost: understood ? COSTS.understood : LIST_COSTS.total })
  }
  if (!list?.at.startsWith(EMBEDDED))
    found.push({ path: EMBEDDED, found: kindOf(_embedded), cost: list ? COSTS.understood : LIST_COSTS.empty })
  if (_links !== undefined && !isObject(_links))
    found.push({ path: '/_links', found: kindOf(_links), cost: LIST_COSTS.links })
  return [...found, ...inItems(list ?? { at: '', items: [] }, item)]
}

const LIST_COSTS = {
  none: 'There is no list to be read.',
  total: 'The number of all is not known: the list is read until a page brings nothing new.',
  empty: 'It counts as an empty list.',
  links: 'No page is linked: further pages are asked for by their number.',
} as const

const EMBEDDED = '/_embedded'

interface PlacedList {
  /** Its place as a JSON pointer; `*` stands for a name that the documentation does not have. */
  at: string
  items: unknown[]
}

const inItems = ({ at, items }: PlacedList, item: Pick<Answer<unknown>, 'differences'>): CostedDifference[] =>
  items.flatMap((one, place) =>
    item.differences(one).map((difference) => ({ ...difference, path: `${at}/${place}${difference.path}` })),
  )

const listIn = (value: Record<string, unknown>): PlacedList | undefined => {
  for (const name of [...NAMES, ...Object.keys(value)]) {
    const place = value[name]
    const at = NAMES.includes(name) ? `/${name}` : '/*'
    if (Array.isArray(place)) return { at, items: place }
    const inner = isObject(place) && NAMES.includes(name) ? Object.values(place).find(Array.isArray) : undefined
    if (inner) return { at: `${at}/*`, items: inner }
  }
  return undefined
}

/** Of links only `next` is used: `{href}`, a text, or the first of a list (API 1.3). */
const nextIn = (links: unknown): string | undefined => {
  const [next] = [isObject(links) ? links.next : undefined].flat()
  const href = isObject(next) ? next.href : next
  return typeof href === 'string' && href !== '' ? href : undefined
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Returns the schema of the documented envelopes: `_embedded: [...]`, `_embedded: { NAME: [...] }`, or a bare array (API
 * 3.1, 5.1, 17). What is read of others, see `readList`.
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
    items.transform((list): UpstreamList<z.output<Item>> => ({ total: undefined, items: list, next: undefined })),
    envelope.transform(
      ({ total, _links, _embedded }): UpstreamList<z.output<Item>> => ({
        total,
        items: _embedded,
        next: _links?.next?.href,
      }),
    ),
  ])
}
