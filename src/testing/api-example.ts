import { readFileSync } from 'node:fs'

/** One of the API's own examples, for the sandbox's tests. */
export const readExample = (file: string) =>
  JSON.parse(readFileSync(new URL(`./api-examples/${file}`, import.meta.url), 'utf8'))
