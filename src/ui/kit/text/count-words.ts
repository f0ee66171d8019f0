/** Returns a number as `2,000`. */
export function count(value: number): string {
  return value.toLocaleString('en')
}

/** Returns a number with its noun: `1 problem`, `2,000 problems`. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`
}

/** Returns the words with a capital: `Updated` for `updated`. */
export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
