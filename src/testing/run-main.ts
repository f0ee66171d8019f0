import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

/** The console's command, running as a process of its own. */
export interface RunningMain {
  child: ChildProcess
  said: { out: string; err: string }
  /** The exit code, null when a signal ended it. */
  ended: Promise<number | null>
}

/**
 * Runs a console on a configuration if `env` names one, else on its sandbox with its data in a folder; `out` is a file
 * descriptor for its standard output.
 */
export function runMain(data: string, env: Record<string, string>, out: number | 'pipe' = 'pipe'): RunningMain {
  const [script, ...args] = env.CONSOLE_CONFIG ? ['main.ts', 'serve'] : ['trial.ts']
  const child = spawn(process.execPath, [join(import.meta.dirname, '..', script), ...args], {
    env: { PATH: process.env.PATH, CONSOLE_DATA: data, ...env },
    stdio: ['ignore', out, 'pipe'],
  })
  const said = { out: '', err: '' }
  child.stdout?.on('data', (chunk: Buffer) => (said.out += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (said.err += chunk.toString()))
  const ended = once(child, 'exit').then(([code]) => code as number | null)
  return { child, said, ended }
}
