/** Signs that are not seen and come along when something is copied from a mail or a table. */
const UNSEEN = /[\p{Cf}\p{Cc}]/gu
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi

/**
 * Returns the id in a text that somebody pasted, in small letters: in quotes, with commas, at the end of an address.
 * Undefined where there is none, and where there are several different ones: nobody knows which is meant.
 */
export function pastedId(text: string): string | undefined {
  const found = new Set(
    text
      .replaceAll(UNSEEN, '')
      .match(UUID)
      ?.map((id) => id.toLowerCase()),
  )
  const [id] = found
  return found.size === 1 ? id : undefined
}
