import { readFileSync } from 'node:fs'

/** Returns one of the API's own examples, as it was sent. */
export function apiExampleText(file: string): string {
  return readFileSync(new URL(`./api-examples/${file}`, import.meta.url), 'utf8')
}

/** Returns one of the API's own examples, read as JSON. */
export function apiExample(file: string) {
  return JSON.parse(apiExampleText(file))
}
