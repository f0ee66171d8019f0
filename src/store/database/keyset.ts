/** A page of an ordered list: strictly older or newer than a key, with its size and direction. */
export interface KeysetSide<Key> {
  older?: Key | undefined
  newer?: Key | undefined
  ascending: boolean
  limit: number
}

export interface KeysetOptions<Item, Key> {
  size: number
  /** Leaves out items that are not older than this. */
  before?: Key | undefined
  /** Leaves out items that are not newer than this; without `before`, takes the ones next to it. */
  after?: Key | undefined
  keyOf: (item: Item) => Key
  read: (side: KeysetSide<Key>) => Promise<Item[]>
  /** The answer past either end: the newest page, or nothing. */
  pastEnd?: 'newest' | 'nothing'
}

/** Newest first; `older` and `newer` are the items a neighbouring page starts after, undefined where there is none. */
export interface KeysetPage<Item> {
  items: Item[]
  older: Item | undefined
  newer: Item | undefined
}

/** One page by key, not by offset: it stays where it is while items arrive. */
export async function keysetPage<Item, Key>(options: KeysetOptions<Item, Key>): Promise<KeysetPage<Item>> {
  const { size, before, after, keyOf, read, pastEnd = 'newest' } = options
  const ascending = after !== undefined && before === undefined
  const found = await read({ older: before, newer: after, ascending, limit: size + 1 })
  const beyond = found.length > size
  const items = found.slice(0, size)
  if (ascending) items.reverse()
  const [first, last] = [items[0], items.at(-1)]
  const bounded = before !== undefined || after !== undefined
  if (!first || !last)
    return bounded && pastEnd === 'newest'
      ? keysetPage({ size, keyOf, read })
      : { items, older: undefined, newer: undefined }
  const any = async (side: Pick<KeysetSide<Key>, 'older' | 'newer'>) =>
    (await read({ ...side, ascending: side.newer !== undefined, limit: 1 })).length > 0
  const older = ascending || after !== undefined ? await any({ older: keyOf(last) }) : beyond
  const newer = ascending ? beyond : before !== undefined && (await any({ newer: keyOf(first) }))
  return { items, older: older ? last : undefined, newer: newer ? first : undefined }
}
