/** Starts the console together with a sandbox of its own. */
import type { Config } from './config/config.ts'
import type { Log } from './config/log.ts'
import { type SandboxServer, type SandboxServerOptions, serveSandbox } from './sandbox/serve/serve.ts'
import { sandboxConfig } from './sandbox-config.ts'
import { type ConsoleServer, startConsole } from './server.ts'
import type { Store } from './store/store.ts'

/** A sandbox begins anew at every start: what is remembered of its events is of events that are no more. */
const forgetSandbox = async (store: Store, { environments }: Config): Promise<void> => {
  for (const { id } of environments) {
    await store.events.clear(id)
    await store.runs.endAll(id, { code: 'sandboxReset' })
  }
}

/** The console on a sandbox of its own, both ready to use. */
export const startWithSandbox = async (
  setting: Pick<Config, 'port' | 'host' | 'publicUrl' | 'store'>,
  sandboxOptions: SandboxServerOptions,
  log: Log,
): Promise<ConsoleServer & { sandbox: SandboxServer }> => {
  const sandbox = await serveSandbox({
    ...sandboxOptions,
    redirectUris: [`${setting.publicUrl}/auth/callback`],
    backchannelLogoutUri: `${setting.publicUrl}/auth/back-channel-logout`,
  })
  try {
    const config = sandboxConfig(sandbox, setting)
    const console = await startConsole(config, log, { prepare: (store) => forgetSandbox(store, config) })
    const stop: ConsoleServer['stop'] = async (options) => {
      await console.stop(options)
      await sandbox.close()
    }
    return { url: console.url, stop, sandbox }
  } catch (error) {
    await sandbox.close()
    throw error
  }
}
