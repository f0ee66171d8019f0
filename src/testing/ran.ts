import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { runCommand } from '../commands/run-command.ts'

/** Carries out what stands behind `webhooks-console` in this process; returns its exit code and what it said. */
export async function ran(
  words: string[],
  env: Record<string, string> = {},
): Promise<{ code: number; out: string; err: string }> {
  const [out, err] = [new PassThrough(), new PassThrough()]
  const said = Promise.all([text(out), text(err)])
  const code = await runCommand(words, { env, out, err })
  out.end()
  err.end()
  const [told, complained] = await said
  return { code, out: told, err: complained }
}
