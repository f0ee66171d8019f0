/** Attributes shown in a line; an event can name thousands. */
const SHOWN = 20

/** Returns the changed attributes of an event, at most the first few: `email, givenName`. */
export function attributesInShort(attributes: readonly string[]): string {
  const more = attributes.length - SHOWN
  return attributes.slice(0, SHOWN).join(', ') + (more > 0 ? ` and ${more.toLocaleString('en')} more` : '')
}
