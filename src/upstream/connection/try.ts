import { ConfigError, formatProblems, readEnvironments } from '../../config/config.ts'
import type { ConnectionAnswer } from '../../contract/connection.ts'
import { connectionReport, type Reported } from '../../contract/words/connection-report.ts'
import type { Fetch } from '../transport/network-fetch.ts'
import { checkConnection, connectionOf, toApiDifferences } from './check.ts'
import { TRY } from './words.ts'

export interface TryOptions {
  /** The configuration's file. */
  config: string
  /** The id or name of one environment; all of them when left out. */
  environment?: string | undefined
  fetch: Fetch
  /** Milliseconds since 1970. */
  now: () => number
  env: Record<string, string | undefined>
  print: (text: string) => void
}

const EX_USAGE = 64
const EX_CONFIG = 78

/**
 * Tries the environments of a configuration, or the one that is named, and prints what works, what differs and the next
 * step. Returns the exit code: 0 when all of them work, 1 when one does not, 64 and 78 for a wrong command or file.
 */
export async function tryConnections(options: TryOptions): Promise<number> {
  const { config, environment, print, env, fetch, now } = options
  const all = await readEnvironments(config, env).catch((error: unknown) => {
    if (error instanceof ConfigError) return error
    throw error
  })
  if (all instanceof ConfigError) {
    print(formatProblems(all))
    return EX_CONFIG
  }
  const chosen = all.filter(({ id, name }) => [undefined, id, name].includes(environment))
  if (chosen.length === 0)
    print(
      TRY.noEnvironment(
        environment ?? '',
        all.map(({ id }) => id),
      ),
    )
  if (chosen.length === 0) return EX_USAGE
  let works = true
  for (const setting of chosen) {
    const connection = connectionOf(setting, fetch, now)
    const { answers } = await checkConnection(connection)
    const differences = toApiDifferences(connection.upstream.differences())
    works &&= !failsIn(answers)
    print(`${textOf(setting.name, { answers, differences }, config)}\n`)
  }
  return works ? 0 : 1
}

const failsIn = (answers: ConnectionAnswer[]) => answers.some(({ outcome }) => outcome === 'fails')

const textOf = (name: string, reported: Reported, config: string): string => {
  const { answers = [], differences } = reported
  const fails = failsIn(answers)
  const remedy = answers.find((answer) => answer.remedy !== undefined)?.remedy
  const told = differences.length > 0 || answers.some(({ outcome }) => outcome === 'limited')
  return [
    fails ? TRY.fails(name) : TRY.works(name),
    '',
    connectionReport(reported),
    '',
    `${TRY.next}${fails ? (remedy ?? TRY.send) : TRY.start(config)}`,
    ...(told ? [TRY.send] : []),
  ].join('\n')
}
