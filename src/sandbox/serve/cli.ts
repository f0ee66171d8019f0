/** `node src/sandbox/serve/cli.ts`: the sandbox alone, on its own port. */

import { DEMO_ACCOUNTS } from '../oidc/accounts.ts'
import { helpText, readCommand } from './read.ts'
import { type SandboxServer, type SandboxServerOptions, serveSandbox } from './serve.ts'

const EX_USAGE = 64

const print = (text: string) => process.stdout.write(`${text}\n`)
const complain = (text: string) => process.stderr.write(`${text}\n`)

/** Everything somebody needs to use it, in one screen. */
const greeting = ({ url, customers, oidc, sandbox }: SandboxServer) => `
Webhooks sandbox

  Base URL      ${url}
  Control API   ${url}/_sandbox/
  Seed          ${sandbox.options.seed}: ${sandbox.state.subscriptions.all().length} subscriptions, ${sandbox.state.events.all().length} events
${customers
  .map(
    (customer) => `
  ${customer.name}
    Customer id             ${customer.customerId}
    Client id, secret       ${customer.clientId}  ${customer.clientSecret}
    API client id, secret   ${customer.apiClientId}  ${customer.apiClientSecret}
`,
  )
  .join('')}
  Identity provider
    Issuer                  ${oidc.issuer}
    Client id, secret       ${oidc.clientId}  ${oidc.clientSecret}
    Accounts                ${DEMO_ACCOUNTS.map(({ name, roles }) => `${name} (${roles.join()})`).join(', ')}

Ctrl-C stops it.`

async function serve(options: SandboxServerOptions) {
  const server = await serveSandbox(options).catch((error: unknown) => {
    const busy = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
    complain(`The sandbox did not start: ${error instanceof Error ? error.message : String(error)}`)
    if (busy) complain('Something listens there already; choose another port with --port.')
    process.exit(1)
  })
  print(greeting(server))
  const stop = () => {
    server.close().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.once('SIGINT', stop).once('SIGTERM', stop)
}

const command = readCommand(process.argv.slice(2))
if (command.does === 'help') print(helpText())
else if (command.does === 'serve') await serve(command.options)
else {
  for (const problem of command.problems) complain(problem)
  complain('--help lists every option.')
  process.exitCode = EX_USAGE
}
