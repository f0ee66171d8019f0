/** What happened to the user account, for the documented event types (API 3). */
const WORDS = new Map([
  ['entityCreated', 'created'],
  ['entityUpdated', 'updated'],
  ['entityDeleted', 'deleted'],
])

/** An event type in one word; one that is not documented is shown as it came. */
export const eventTypeWord = (type: string): string => WORDS.get(type) ?? type

/** The same where it stands alone: `Updated`; a token that could not be read has none. */
export const eventTypeName = (type: string | null): string => {
  const word = type === null ? 'unreadable' : eventTypeWord(type)
  return word.charAt(0).toUpperCase() + word.slice(1)
}
