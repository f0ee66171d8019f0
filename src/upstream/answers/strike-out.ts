/** The shortest secret that is looked for in other spellings than its own: those of shorter ones are ordinary words. */
const SHORTEST = 6
/** More of a text is not looked through: of all that is left, a few hundred characters are shown. */
const LONGEST = 100_000

/**
 * Returns the beginning of a text without the secrets that it repeats, as they are or in base64 (also as a part of something
 * longer), URL or hexadecimal form: an answer may quote what it was sent in whatever way the server logs it.
 */
export function strikeOut(text: string, secrets: readonly string[]): string {
  const spellings = new Set(secrets.flatMap(spellingsOf))
  return [...spellings]
    .sort((one, other) => other.length - one.length)
    .reduce((left, spelling) => left.replaceAll(spelling, '[secret]'), text.slice(0, LONGEST))
}

const spellingsOf = (secret: string): string[] => {
  if (secret === '') return []
  if (secret.length < SHORTEST) return [secret]
  const bytes = Buffer.from(secret)
  const whole = [secret, ...base64Forms(bytes)]
  return [...whole, ...whole.flatMap(escapes), ...hexForms(bytes)]
}

/** Returns base64 of bytes at every place that they can have in something longer, without what depends on the rest. */
const base64Forms = (bytes: Buffer): string[] =>
  [0, 1, 2].flatMap((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '')
    const whole = (before + bytes.length) % 3 === 0
    const sure = text.slice(before === 0 ? 0 : before + 1, whole ? undefined : -1)
    return [sure, sure.replaceAll('+', '-').replaceAll('/', '_')]
  })

/** Returns a text as it stands in an address, a form or JSON, once or twice escaped, in both cases of its digits. */
const escapes = (text: string): string[] => {
  if (!text.isWellFormed()) return []
  const form = new URLSearchParams([['', text]]).toString().slice(1)
  const once = [encodeURIComponent(text), form, JSON.stringify(text).slice(1, -1)]
  const forms = [...once, ...once.map(encodeURIComponent)]
  return [...forms, ...forms.map((one) => one.replace(/%[\dA-F]{2}/g, (digits) => digits.toLowerCase()))]
}

/** Returns bytes in hexadecimal, with what may stand before or between them, in both cases. */
const hexForms = (bytes: Buffer): string[] => {
  const pairs = [...bytes].map((byte) => byte.toString(16).padStart(2, '0'))
  return ['', ':', ' ', '-', '%', '\\x'].flatMap((between) => {
    const upper = pairs.map((pair) => pair.toUpperCase()).join(between)
    return [pairs.join(between), upper]
  })
}
