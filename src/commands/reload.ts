import { type Config, ConfigError, readConfig } from '../config/config.ts'
import type { Log } from '../config/log.ts'
import { renewConfig } from '../config/renew.ts'

/**
 * Reads a configuration again and has the running console take over secrets and the level of the log. One that is wrong changes
 * nothing, and the log says what is wrong. Never rejects.
 */
export async function reload(
  config: Config,
  log: Log,
  { path, env }: { path: string; env: Record<string, string | undefined> },
): Promise<void> {
  try {
    const { renewed, waiting } = renewConfig(config, await readConfig(path, env))
    log.level = config.logLevel
    log.info({ renewed }, 'configuration read again')
    if (waiting.length > 0) log.warn({ waiting }, 'settings changed that need a start')
  } catch (error) {
    const problems = error instanceof ConfigError ? { problems: error.problems } : { err: error }
    log.error(problems, 'configuration not read again: everything stays as it was')
  }
}
