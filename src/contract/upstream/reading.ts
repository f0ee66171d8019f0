import { z } from 'zod'

/** A place at which an answer is not as documented. Quotes nothing of what was read. */
export interface Difference {
  /** A JSON pointer, like `/enabled`; `*` stands for a name that the documentation does not have. */
  path: string
  /** The kind of value that stands there: `absent`, `null`, or a kind of value. */
  found: string
}

/** A difference with its consequence for a person: one sentence. */
export interface CostedDifference extends Difference {
  cost: string
}

/** The costs that are the same for every member. */
export const COSTS = {
  unreadable: 'The object cannot be read.',
  understood: 'Nothing: this form is understood.',
} as const

/** The way one member is read: refused when it is needed and not there, else left out, at a cost that is named. */
export type MemberRule<Value> =
  | { needed: true; also?: z.ZodType }
  | {
      needed?: false
      /** The consequence for a person when it is absent or cannot be understood: one sentence. */
      cost: string
      /** Other spellings that are understood, turned into the documented one. */
      also?: z.ZodType
      /** Describes the members of the object that the member is, so that a difference in it costs that alone. */
      parts?: Pick<Answer<unknown>, 'differences'>
      /** Stands for an absent member. */
      absent?: Value
      /** True when the object is refused rather than shown without a value that is there and cannot be understood. */
      refuseOdd?: true
    }

type Rules<Shape extends z.ZodRawShape> = {
  [Name in keyof Shape]: MemberRule<NonNullable<z.output<Shape[Name]>>>
}
type AlsoOf<Rule> = Rule extends { also: infer Schema extends z.ZodType } ? z.output<Schema> : never
/** The names of the members that are always there after reading. */
type Sure<Chosen> = {
  [Name in keyof Chosen]: Chosen[Name] extends { needed: true } | { absent: unknown } ? Name : never
}[keyof Chosen]
type ValueOf<Shape extends z.ZodRawShape, Chosen extends Rules<Shape>, Name extends keyof Shape> =
  | NonNullable<z.output<Shape[Name]>>
  | AlsoOf<Chosen[Name]>
type ReadOf<Shape extends z.ZodRawShape, Chosen extends Rules<Shape>> = {
  [Name in keyof Shape & Sure<Chosen>]: ValueOf<Shape, Chosen, Name>
} & { [Name in Exclude<keyof Shape, Sure<Chosen>>]?: ValueOf<Shape, Chosen, Name> | undefined }

/** An object of the API: what is read of it, what it must have, and where it differs from the documentation. */
export interface Answer<Read> {
  /** Its name in a sentence: "a subscription". */
  name: string
  /** Returns the object with every member that can be understood, or the needed member that cannot. */
  read(value: unknown): { data: Read; missing?: undefined } | { data?: undefined; missing: Difference }
  differences(value: unknown): CostedDifference[]
  members: { name: string; needed: boolean; refusesOdd: boolean; cost: string }[]
}

/**
 * Describes an object of the API once: the documented schema and a rule for each of its members. Members that the schema
 * does not name are kept as they are.
 */
export function answer<Shape extends z.ZodRawShape, const Chosen extends Rules<Shape>>(
  name: string,
  documented: z.ZodObject<Shape>,
  rules: Chosen,
): Answer<ReadOf<Shape, Chosen>> {
  const members = Object.entries(documented.shape).map(([member, schema]) => ({
    member,
    schema: schema as z.ZodType,
    rule: (rules as Record<string, MemberRule<unknown>>)[member] ?? { cost: '' },
  }))
  return {
    name,
    members: members.map(({ member, rule }) => ({
      name: member,
      needed: rule.needed === true,
      refusesOdd: rule.needed === true || rule.refuseOdd === true,
      cost: rule.needed ? '' : rule.cost,
    })),
    read(value) {
      if (!isObject(value)) return { missing: { path: '', found: kindOf(value) } }
      const data: Record<string, unknown> = { ...value }
      for (const { member, schema, rule } of members) {
        const given = value[member]
        const documentedForm = schema.safeParse(given)
        const understood = documentedForm.success ? documentedForm : rule.also?.safeParse(given)
        if (understood?.success && understood.data !== null && understood.data !== undefined)
          data[member] = understood.data
        else if (rule.needed || (rule.refuseOdd && !isNothing(given)))
          return { missing: { path: `/${member}`, found: foundAt(documentedForm.error?.issues[0], given) } }
        else data[member] = rule.absent
      }
      return { data: data as ReadOf<Shape, Chosen> }
    },
    differences(value) {
      if (!isObject(value)) return [{ path: '', found: kindOf(value), cost: COSTS.unreadable }]
      return members.flatMap(({ member, schema, rule }) => {
        const given = value[member]
        const [issue] = schema.safeParse(given).error?.issues ?? []
        if (!issue) return []
        const parts = !rule.needed && isObject(given) && rule.parts ? rule.parts.differences(given) : []
        if (parts.length > 0) return parts.map((inner) => ({ ...inner, path: `/${member}${inner.path}` }))
        const path = ['', member, ...issue.path.map((step) => (typeof step === 'number' ? step : '*'))].join('/')
        return [{ path, found: foundAt(issue, given), cost: costOf(rule, given) }]
      })
    },
  }
}

/** Returns what stands at the place of an issue; a value of the right kind is told to be of another form. */
const foundAt = (issue: z.core.$ZodIssue | undefined, given: unknown): string => {
  const steps: PropertyKey[] = issue?.path ?? []
  const kind = kindOf(steps.reduce<unknown>((at, key) => memberOf(at, key), given))
  return issue && issue.code !== 'invalid_type' && issue.code !== 'invalid_union' ? `${kind} of another form` : kind
}

const costOf = (rule: MemberRule<unknown>, given: unknown): string => {
  const understood = rule.also?.safeParse(given).data
  if (understood !== undefined && understood !== null) return COSTS.understood
  if (rule.needed) return COSTS.unreadable
  return rule.refuseOdd && !isNothing(given) ? COSTS.unreadable : rule.cost
}

/** Returns the kind of a value in one word of plain English. */
export function kindOf(value: unknown): string {
  if (value === undefined) return 'absent'
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  const words = { string: 'a text', number: 'a number', boolean: 'true or false', object: 'an object' } as const
  return words[typeof value as keyof typeof words] ?? 'another kind'
}

const isNothing = (value: unknown): boolean => value === undefined || value === null || value === ''

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const memberOf = (value: unknown, key: PropertyKey): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined

/** A whole number that is written as a text. */
export const NumberText = z
  .string()
  .regex(/^\s*\d{1,15}\s*$/)
  .transform(Number)

const TIME = /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)\s*(Z|z|[+-]\d\d:?\d\d)$/

/** A time in another spelling of ISO 8601: `t`, `z`, a space, `+0000`, without seconds (API 1.2 has RFC 3339 with `Z`). */
export const TimeText = z.string().transform((text, context): string => {
  const [, date, clock = '', zone = ''] = TIME.exec(text.trim()) ?? []
  const seconds = clock.length === 5 ? ':00' : ''
  const offset = zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone.toUpperCase()
  const time = `${date}T${clock}${seconds}${offset}`
  if (date && !Number.isNaN(Date.parse(time))) return time
  context.issues.push({ code: 'custom', message: 'not a time', input: text })
  return z.NEVER
})
