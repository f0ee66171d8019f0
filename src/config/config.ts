import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { Role } from '../contract/role.ts'
import type { Environment } from '../contract/session.ts'
import { NotJson, parseCommentedJson } from './commented-json.ts'
import { crossProblems } from './cross-checks.ts'
import { ConfigError, type ConfigProblem, problemsOf } from './problem-words.ts'
import { type ConfigFile, configSchema, type LOG_LEVELS, REGIONS } from './schema.ts'
import type { Secret } from './secret.ts'
import { type SecretSources, whyUnreadable } from './secret-setting.ts'
import { withoutSlash } from './setting-types.ts'

export { ConfigError, formatProblems } from './problem-words.ts'

/** The API that knows the attributes of entity types, with its own host and credentials (API 15). */
export interface EntityApiSetting {
  /** Without a slash at its end. */
  baseUrl: string
  clientId: string
  clientSecret: Secret
  /** The types that there are; when left out the API is asked for them, which only an owner client may do. */
  entityTypes?: string[]
}

/** One customer id in one region, with the credentials the console uses there. */
export interface EnvironmentSetting {
  id: string
  name: string
  colour: Environment['colour']
  /** Without a slash at its end. */
  baseUrl: string
  customerId: string
  /** An issuer of its tokens besides the documented one (API 11, 17). */
  issuer?: string
  clientId: string
  clientSecret: Secret
  sandbox: boolean
  /** Names that are shown for ids of applications and API clients. */
  applications?: Record<string, string>
  clients?: Record<string, string>
  /** Without it attribute names come from stored events only. */
  entityApi?: EntityApiSetting
  /** True when people may have the console itself post a stored token to its listener. */
  directReplay: boolean
  /** Seconds between two redelivery calls of one subscription (API 7). */
  redeliveryInterval: number
  /** Seconds after which an unchanged event means that a call without an answer was not taken. */
  certainAfter: number
  /** The most calls that the background reading makes, over all processes; 5 and 1,500 when left out. */
  backgroundCalls?: { perSecond: number; perHour: number }
  /** Bytes of the largest answer of the API that is read. */
  maxAnswerBytes?: number
}

/** The provider that people sign in at, and the role of each value of `roleClaim`. */
export interface SignInSetting {
  /** As it is written in the file: with a path, a slash at its end may count. */
  issuer: string
  clientId: string
  clientSecret?: Secret
  /** The private key in PEM by which the console proves who it is, in place of a secret; and its name at the provider. */
  clientKey?: Secret
  clientKeyId?: string
  scopes: string[]
  roleClaim: string
  roles: Record<string, Role>
}

export interface Config {
  /** The origin the browser sees, without a slash at its end. */
  publicUrl: string
  host: string
  port: number
  /** Seconds for which requests are still taken after SIGTERM. */
  drainSeconds: number
  /** Addresses and ranges of the reverse proxies whose `X-Forwarded-For` is believed. */
  trustedProxies: string[]
  environments: EnvironmentSetting[]
  signIn: SignInSetting
  /** The connection string of PostgreSQL holds a password: reveal it when opening the store. */
  store: { sqlite: string } | { postgres: Secret }
  logLevel: (typeof LOG_LEVELS)[number]
  /** The name of this process's place in the log; the machine's when left out. */
  instance?: string
  /** The way to the metrics: a port of their own, or the console's with a token. None when left out. */
  metrics?: { port?: number | undefined; host: string; token?: Secret | undefined }
  /** Seconds within which something new in an active event store is read; 0 for no reading in the background. */
  backgroundSync: number
  /** Days for which entries of the journal are kept. */
  journalDays: number
  /** Days for which runs are kept after their end. */
  runDays: number
}

/** The file of the store when none is named, seen from the working directory. */
const DEFAULT_SQLITE = '.data/console.sqlite'

/**
 * Reads the configuration whole: JSON with comments at `path`, secrets from where it says, `PORT` and `HOST` of `env`
 * before its own `port` and `host`. Relative paths in it start at its folder. Throws `ConfigError` with all problems.
 */
export async function readConfig(path: string, env: Record<string, string | undefined>): Promise<Config> {
  const file = resolve(path)
  const places = { env, folder: dirname(file) }
  const raw = await readFileAt(file)
  const [parsed, port] = [await configSchema(places).safeParseAsync(raw), portOf(env)]
  const problems = [...(parsed.success ? [] : problemsOf(parsed.error.issues)), ...crossProblems(raw), ...port.problems]
  if (!parsed.success || problems.length > 0) throw new ConfigError(file, inOrder(problems))
  return configOf(parsed.data, places, port.port)
}

/**
 * Reads the environments of a configuration and nothing else of it, so that the way to the API can be tried before the
 * rest is settled. Throws `ConfigError` with all problems of the environments.
 */
export async function readEnvironments(
  path: string,
  env: Record<string, string | undefined>,
): Promise<EnvironmentSetting[]> {
  const file = resolve(path)
  const raw = await readFileAt(file)
  const schema = configSchema({ env, folder: dirname(file) })
    .pick({ environments: true })
    .strip()
  const parsed = await schema.safeParseAsync(raw)
  const cross = crossProblems(raw).filter(({ path: setting }) => setting.startsWith('environments'))
  const problems = [...(parsed.success ? [] : problemsOf(parsed.error.issues)), ...cross]
  if (!parsed.success || problems.length > 0) throw new ConfigError(file, inOrder(problems))
  return parsed.data.environments.map(environmentOf)
}

const readFileAt = async (file: string): Promise<unknown> => {
  try {
    return parseCommentedJson(await readFile(file, 'utf8'))
  } catch (error) {
    const message =
      error instanceof NotJson
        ? `line ${error.line}, column ${error.column}: ${error.message}`
        : `the file cannot be read: ${whyUnreadable(error)}`
    throw new ConfigError(file, [{ path: '', message }])
  }
}

const portOf = ({ PORT }: SecretSources['env']): { port?: number; problems: ConfigProblem[] } => {
  if (PORT === undefined || PORT === '') return { problems: [] }
  const port = Number(PORT)
  if (/^\d{1,5}$/.test(PORT) && port <= 65_535) return { port, problems: [] }
  return { problems: [{ path: 'PORT', message: 'the environment variable must be a whole number from 0 to 65535' }] }
}

const configOf = (file: ConfigFile, { env, folder }: SecretSources, port: number | undefined): Config => ({
  publicUrl: withoutSlash(file.publicUrl),
  host: env.HOST || file.host,
  port: port ?? file.port,
  drainSeconds: file.drainSeconds,
  trustedProxies: file.trustedProxies,
  environments: file.environments.map(environmentOf),
  signIn: signInOf(file.signIn),
  store: storeOf(file.store, folder),
  logLevel: file.logLevel,
  ...(file.instance && { instance: file.instance }),
  ...(file.metrics && { metrics: file.metrics }),
  backgroundSync: file.backgroundSync,
  journalDays: file.journalDays,
  runDays: file.runDays,
})

/** Region or baseUrl is there: `crossProblems` has checked it. */
const environmentOf = ({ region, baseUrl, maxAnswerMiB, ...rest }: ConfigFile['environments'][number]) =>
  ({
    id: rest.id,
    name: rest.name,
    colour: rest.colour,
    baseUrl: baseUrl === undefined ? REGIONS[region ?? 'us'] : withoutSlash(baseUrl),
    customerId: rest.customerId,
    clientId: rest.clientId,
    clientSecret: rest.clientSecret,
    sandbox: false,
    directReplay: rest.directReplay,
    redeliveryInterval: rest.redeliveryInterval,
    certainAfter: rest.certainAfter,
    backgroundCalls: { perSecond: rest.backgroundCallsPerSecond, perHour: rest.backgroundCallsPerHour },
    ...(rest.issuer && { issuer: rest.issuer }),
    ...(rest.applications && { applications: rest.applications }),
    ...(rest.clients && { clients: rest.clients }),
    ...(rest.entityApi && { entityApi: entityApiOf(rest.entityApi) }),
    maxAnswerBytes: maxAnswerMiB * 2 ** 20,
  }) satisfies EnvironmentSetting

const entityApiOf = ({
  entityTypes,
  ...rest
}: NonNullable<ConfigFile['environments'][number]['entityApi']>): EntityApiSetting => ({
  ...rest,
  baseUrl: withoutSlash(rest.baseUrl),
  ...(entityTypes && { entityTypes }),
})

const signInOf = ({ clientSecret, clientKey, clientKeyId, ...rest }: ConfigFile['signIn']): SignInSetting => ({
  ...rest,
  ...(clientSecret && { clientSecret }),
  ...(clientKey && { clientKey }),
  ...(clientKeyId && { clientKeyId }),
})

const storeOf = (store: ConfigFile['store'], folder: string): Config['store'] => {
  if (store?.postgres) return { postgres: store.postgres }
  if (store?.sqlite === ':memory:') return { sqlite: store.sqlite }
  return { sqlite: store?.sqlite === undefined ? resolve(DEFAULT_SQLITE) : resolve(folder, store.sqlite) }
}

/** Returns the problems sorted by setting; several for one setting stay in their order. */
const inOrder = (problems: ConfigProblem[]) => problems.toSorted((a, b) => ORDER.compare(a.path, b.path))
const ORDER = new Intl.Collator('en', { numeric: true })
