/** What happened to the user account, for the documented event types (API 3). */
const WORDS = new Map([
  ['entityCreated', 'created'],
  ['entityUpdated', 'updated'],
  ['entityDeleted', 'deleted'],
])

/** An event type in one word; one that is not documented is shown as it came. */
export const eventTypeWord = (type: string): string => WORDS.get(type) ?? type
