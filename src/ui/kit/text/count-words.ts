/** `2,000`. */
export const count = (value: number): string => value.toLocaleString('en')

/** `1 problem`, `2,000 problems`. */
export const counted = (value: number, one: string, many = `${one}s`): string =>
  `${count(value)} ${value === 1 ? one : many}`
