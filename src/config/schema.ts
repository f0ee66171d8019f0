import { z } from 'zod'
import { ROLES } from '../contract/role.ts'
import { ENVIRONMENT_COLOURS, EnvironmentId } from '../contract/session.ts'
import { Uuid } from '../contract/upstream/common.ts'
import { rangeProblem } from './address-range.ts'
import { privateKeyProblem } from './private-key.ts'
import { type SecretSources, secretSetting } from './secret-setting.ts'
import { address, missingOr, oneOf, settings, text, whole, yesOrNo } from './setting-types.ts'

/** Base URLs of the regions (API 14). `baseUrl` stands in for a region that is not here. */
export const REGIONS = {
  us: 'https://v1.api.us.janrain.com',
  eu: 'https://v1.api.eu.janrain.com',
  au: 'https://v1.api.au.janrain.com',
  jp: 'https://v1.api.jp.janrain.com',
  sa: 'https://v1.api.sa.janrain.com',
} as const
const REGION_CODES = ['us', 'eu', 'au', 'jp', 'sa'] as const satisfies (keyof typeof REGIONS)[]

/** A year and a month: last year’s same day can still be looked up. */
export const KEPT_DAYS = 400

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

/** A text that another schema must accept too; `words` say what it must be. */
const textLike = (schema: z.ZodType<string>, words: string) =>
  text().refine((value) => schema.safeParse(value).success, words)

const named = z.record(z.string(), text(), 'must be a group like { "id": "name" }')

const entityApi = (places: SecretSources) =>
  settings({
    baseUrl: address({ path: true }),
    clientId: text(),
    clientSecret: secretSetting(places),
    entityTypes: z
      .array(text(), 'must be a list of names in [ ]')
      .min(1, 'must name at least one entity type, or be left out')
      .max(50, 'must name at most 50 entity types')
      .optional(),
  })

const environment = (places: SecretSources) =>
  settings({
    id: textLike(EnvironmentId, 'must be 1 to 40 lower-case letters, digits and hyphens, the first not a hyphen'),
    name: text(80),
    colour: oneOf(ENVIRONMENT_COLOURS),
    region: oneOf(REGION_CODES).optional(),
    baseUrl: address({ path: true }).optional(),
    customerId: textLike(Uuid, 'must be a UUID'),
    issuer: text(1000).optional(),
    clientId: text(),
    clientSecret: secretSetting(places),
    applications: named.optional(),
    clients: named.optional(),
    entityApi: entityApi(places).optional(),
    maxAnswerMiB: whole(1, 1024).default(16),
    directReplay: yesOrNo().default(false),
    redeliveryInterval: whole(1, 3600).default(60),
    certainAfter: whole(60, 86_400).default(600),
    backgroundCallsPerSecond: whole(1, 100).default(5),
    backgroundCallsPerHour: whole(100, 100_000).default(1500),
  })

const roles = z
  .record(z.string().min(1), oneOf(ROLES), { error: missingOr('must be a group like { "claim value": "viewer" }') })
  .refine((map) => Object.keys(map).length > 0, 'must give a role to at least one claim value')

const scopes = text(1000)
  .transform((value) => value.split(/\s+/))
  .refine((list) => list.includes('openid'), 'must contain openid')

const signIn = (places: SecretSources) =>
  settings({
    issuer: address({ path: true }),
    clientId: text(),
    clientSecret: secretSetting(places).optional(),
    clientKey: secretSetting(places, privateKeyProblem).optional(),
    clientKeyId: text().optional(),
    scopes: scopes.default(['openid', 'profile', 'email']),
    roleClaim: text().default('roles'),
    roles,
  })

const postgresProblem = (value: string) =>
  /^postgres(ql)?:\/\//.test(value) ? undefined : 'must hold an address like postgres://user:password@host/database'

const store = (places: SecretSources) =>
  settings({
    sqlite: text(1000).optional(),
    postgres: secretSetting(places, postgresProblem).optional(),
  })

const tokenProblem = (value: string) =>
  /^\S{16,}$/.test(value) ? undefined : 'must have at least 16 characters, without blanks'

const metrics = (places: SecretSources) =>
  settings({
    port: whole(0, 65_535).optional(),
    host: text().default('127.0.0.1'),
    token: secretSetting(places, tokenProblem).optional(),
  })

const proxies = text(100).transform((value, context): string => {
  const problem = rangeProblem(value)
  if (problem === undefined) return value
  context.issues.push({ code: 'custom', message: problem, input: undefined })
  return z.NEVER
})

/** The file's settings. Parse it asynchronously: secrets are read from where they are kept. */
export function configSchema(places: SecretSources) {
  return settings({
    publicUrl: address({ path: false }),
    host: text().default('127.0.0.1'),
    port: whole(0, 65_535).default(3000),
    drainSeconds: whole(0, 300).default(5),
    trustedProxies: z
      .array(proxies, 'must be a list of addresses and ranges in [ ]')
      .max(100, 'must name at most 100 addresses and ranges')
      .default([]),
    environments: z
      .array(environment(places), { error: missingOr('must be a list of environments in [ ]') })
      .min(1, 'must hold at least one environment'),
    signIn: signIn(places),
    store: store(places).optional(),
    logLevel: oneOf(LOG_LEVELS).default('info'),
    instance: text(80).optional(),
    metrics: metrics(places).optional(),
    backgroundSync: whole(0, 86_400).default(600),
    journalDays: whole(1, 36_500).default(KEPT_DAYS),
    runDays: whole(1, 36_500).default(KEPT_DAYS),
  })
}
export type ConfigFile = z.output<ReturnType<typeof configSchema>>
