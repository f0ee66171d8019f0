import type { Config } from './config.ts'
import { Secret } from './secret.ts'

/** The differences between a running configuration and the file as it is now, by setting. */
export interface Renewal {
  /** The settings that the running console has taken over. */
  renewed: string[]
  /** The settings that it takes over when it is started again. */
  waiting: string[]
}

/**
 * Takes over the secrets and the level of the log from a configuration that was read again; everything else waits for a start.
 * Environments are told apart by their ids, so that none gets the secret of another.
 */
export function renewConfig(running: Config, fresh: Config): Renewal {
  const renewal: Renewal = { renewed: [], waiting: [] }
  for (const [name, value, now] of membersOf(running, fresh)) {
    if (name === 'logLevel') {
      if (running.logLevel !== fresh.logLevel) renewal.renewed.push(name)
      running.logLevel = fresh.logLevel
    } else renew(value, now, { path: name, ...renewal, taken: name !== 'store' })
  }
  return renewal
}

interface Place extends Renewal {
  path: string
  /** False where the console holds a secret open for as long as it runs. */
  taken: boolean
}

const renew = (running: unknown, fresh: unknown, place: Place): void => {
  const { path, taken, renewed, waiting } = place
  if (running instanceof Secret && fresh instanceof Secret) {
    if (taken ? running.renew(fresh) : !running.equals(fresh)) (taken ? renewed : waiting).push(path)
  } else if (isGroup(running) && isGroup(fresh)) {
    for (const [name, value, now] of membersOf(running, fresh))
      renew(value, now, { ...place, path: Array.isArray(running) ? `${path}${name}` : `${path}.${name}` })
  } else if (running !== fresh) waiting.push(path)
}

const isGroup = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !(value instanceof Secret)

/** Returns the members of either side, in lists by their id where they have one. */
const membersOf = (running: object, fresh: object): [name: string, running: unknown, fresh: unknown][] => {
  const [one, other] = [membersByName(running), membersByName(fresh)]
  return [...new Set([...one.keys(), ...other.keys()])].map((name) => [name, one.get(name), other.get(name)])
}

const membersByName = (group: object): Map<string, unknown> => {
  if (!Array.isArray(group)) return new Map(Object.entries(group))
  return new Map(group.map((item: unknown, index) => [`[${idOf(item) ?? index}]`, item]))
}

const idOf = (item: unknown): string | undefined =>
  isGroup(item) && 'id' in item && typeof item.id === 'string' ? item.id : undefined
