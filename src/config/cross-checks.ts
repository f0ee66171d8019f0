import type { ConfigProblem } from './problem-words.ts'

/**
 * Returns the mistakes that only several settings together can make. Checks the file as it was read, so that other
 * mistakes do not hide these.
 */
export function crossProblems(file: unknown): ConfigProblem[] {
  return [
    ...environmentsOf(file).flatMap(addressProblems),
    ...repeatedIds(file),
    ...takenIds(file),
    ...signInProblems(member(file, 'signIn')),
    ...storeProblems(member(file, 'store')),
    ...metricsProblems(member(file, 'metrics')),
  ]
}

const addressProblems = (environment: unknown, index: number): ConfigProblem[] => {
  const region = member(environment, 'region') !== undefined
  const baseUrl = member(environment, 'baseUrl') !== undefined
  const path = `environments[${index}]`
  if (region && baseUrl) return [{ path: `${path}.baseUrl`, message: 'stands beside region: give one of the two' }]
  return region || baseUrl ? [] : [{ path: `${path}.region`, message: 'is missing: give region or baseUrl' }]
}

const repeatedIds = (file: unknown): ConfigProblem[] => {
  const ids = environmentsOf(file).map((environment) => member(environment, 'id'))
  return ids.flatMap((id, index) => {
    const first = ids.indexOf(id)
    return id === undefined || first === index
      ? []
      : [{ path: `environments[${index}].id`, message: `is the id of environments[${first}] too: ids must differ` }]
  })
}

/** First parts of the console's own addresses. */
const TAKEN = ['api', 'assets', 'auth', 'healthz', 'metrics', 'readyz', 'signed-in', 'version']

const takenIds = (file: unknown): ConfigProblem[] =>
  environmentsOf(file).flatMap((environment, index) => {
    const id = member(environment, 'id')
    return typeof id === 'string' && TAKEN.includes(id)
      ? [{ path: `environments[${index}].id`, message: `must not be ${id}, which is an address of the console itself` }]
      : []
  })

const signInProblems = (signIn: unknown): ConfigProblem[] => {
  const [secret, key, keyId] = ['clientSecret', 'clientKey', 'clientKeyId'].map((name) => member(signIn, name))
  if (secret !== undefined && key !== undefined)
    return [{ path: 'signIn.clientKey', message: 'stands beside clientSecret: give one of the two' }]
  if (key !== undefined || keyId === undefined) return []
  return [{ path: 'signIn.clientKeyId', message: 'names a key, but there is no clientKey' }]
}

const storeProblems = (store: unknown): ConfigProblem[] => {
  if (!isGroup(store)) return []
  const given = ['sqlite', 'postgres'].filter((kind) => member(store, kind) !== undefined)
  if (given.length === 2) return [{ path: 'store', message: 'names sqlite and postgres: give one of the two' }]
  return given.length === 1 ? [] : [{ path: 'store', message: 'must name sqlite or postgres' }]
}

const metricsProblems = (metrics: unknown): ConfigProblem[] => {
  const open = ['port', 'token'].every((way) => member(metrics, way) === undefined)
  return isGroup(metrics) && open ? [{ path: 'metrics', message: 'must name a port of its own, a token, or both' }] : []
}

const environmentsOf = (file: unknown): unknown[] => {
  const list = member(file, 'environments')
  return Array.isArray(list) ? list.filter(isGroup) : []
}

const isGroup = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const member = (value: unknown, name: string): unknown =>
  isGroup(value) && Object.hasOwn(value, name) ? value[name] : undefined
