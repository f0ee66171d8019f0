/** The command of the console: what stands behind `webhooks-console`, or `node src/main.ts`. */
import { runCommand } from './commands/run-command.ts'

const { env, stdout: out, stderr: err } = process
process.exitCode = await runCommand(process.argv.slice(2), { env, out, err })
