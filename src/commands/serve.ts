import { readConfig } from '../config/config.ts'
import { startConsole } from '../server.ts'
import { CONFIG, configPath, defineCommand } from './command.ts'
import { reload } from './reload.ts'
import { runService } from './service.ts'

/** `serve`: runs the console of a configuration in this process; its log is standard output. */
export const command = defineCommand(CONFIG, (given, { env }) => {
  const path = configPath(given, { env })
  return runService({ log: process.stdout.fd, port: 'in the configuration, or with PORT' }, async (logTo) => {
    const config = await readConfig(path, env)
    const log = logTo(config.logLevel, config.instance)
    let reloaded = Promise.resolve()
    process.on('SIGHUP', () => {
      reloaded = reloaded.then(() => reload(config, log, { path, env }))
    })
    return await startConsole(config, log)
  })
})
