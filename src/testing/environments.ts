import type { EnvironmentSetting } from '../config/config.ts'
import { Secret } from '../config/secret.ts'
import type { SandboxOptions } from '../sandbox/base/options.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'

/** Environments of a sandbox's customers, whose time is as the sandbox's. */
export const environmentsOf = (
  sandbox: Pick<Sandbox, 'customers'> & { options: Pick<SandboxOptions, 'timeScale'> },
  baseUrl: string,
): EnvironmentSetting[] =>
  sandbox.customers.map(({ id, customerId, clientId, clientSecret }) => ({
    id,
    name: id,
    colour: 'grey',
    baseUrl,
    customerId,
    clientId,
    clientSecret: new Secret(clientSecret),
    sandbox: true,
    directReplay: true,
    redeliveryInterval: 60 / sandbox.options.timeScale,
  }))
