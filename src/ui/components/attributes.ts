/** More attributes than anybody reads in a line; an event can name thousands. */
const SHOWN = 20

/** `email, givenName`: the attributes an event says have changed, the first of them when there are many. */
export function attributesInShort(attributes: readonly string[]): string {
  const more = attributes.length - SHOWN
  return attributes.slice(0, SHOWN).join(', ') + (more > 0 ? ` and ${more.toLocaleString('en')} more` : '')
}
