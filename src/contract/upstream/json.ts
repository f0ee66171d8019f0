import { z } from 'zod'

/** Any JSON value. */
export type Json = string | number | boolean | null | Json[] | { [name: string]: Json }

/** The depth to which JSON may be nested: everything that walks through it calls itself once for each level. */
export const MAX_DEPTH = 100

/** Returns the reason why a value is no JSON object that is taken, or undefined. Walks without calling itself. */
function problemOf(value: unknown): string | undefined {
  if (!isGroup(value) || Array.isArray(value)) return 'must be an object'
  const left: [group: object, depth: number][] = [[value, 1]]
  for (let next = left.pop(); next; next = left.pop()) {
    const [group, depth] = next
    if (depth > MAX_DEPTH) return `must not be nested more than ${MAX_DEPTH} deep`
    for (const inner of Object.values(group)) {
      if (isGroup(inner)) left.push([inner, depth + 1])
      else if (!isPlain(inner)) return 'holds something that JSON does not have'
    }
  }
  return undefined
}

const isGroup = (value: unknown): value is object => typeof value === 'object' && value !== null
const isPlain = (value: unknown): boolean =>
  value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)

/** A JSON object, kept as it is: a copy by the schema library would lose a member called `__proto__`. */
export const JsonObject = z.custom<{ [name: string]: Json }>((value) => problemOf(value) === undefined, {
  error: ({ input }) => problemOf(input),
})

/** Checks a value with a schema and keeps it as it came, with every member whatever its name. Defaults are not filled in. */
export function asItIs<Schema extends z.ZodType>(schema: Schema): z.ZodType<z.output<Schema>> {
  return z.custom<z.output<Schema>>((value) => schema.safeParse(value).success)
}
