import { readConfig } from '../config/config.ts'
import { startConsole } from '../server.ts'
import { CONFIG, configPath, defineCommand } from './command.ts'
import { runService } from './service.ts'

/** `serve`: runs the console of a configuration in this process; its log is standard output. */
export const command = defineCommand(CONFIG, (given, { env }) => {
  const path = configPath(given, { env })
  return runService({ log: process.stdout.fd, port: 'in the configuration, or with PORT' }, async (logTo) => {
    const config = await readConfig(path, env)
    const log = logTo(config.logLevel)
    const console = await startConsole(config, log)
    log.info({ url: console.url, environments: config.environments.map(({ id }) => id) }, 'listening')
    return console
  })
})
