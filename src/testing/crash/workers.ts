import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { WorkerSetting } from './setting.ts'

/** Processes that carry runs out, each with a successor that is loaded already: a killed one is replaced at once. */
export interface Workers {
  names: readonly string[]
  /** The lines that any of them wrote to stderr. */
  complaints: string[]
  begin(): Promise<void>
  /** SIGKILL, now; the successor begins. */
  kill(name: string): Promise<void>
  /** Ends all, for good. */
  end(): Promise<void>
}

export function createWorkers(names: readonly string[], setting: Omit<WorkerSetting, 'name'>): Workers {
  const complaints: string[] = []
  const all = new Set<ChildProcess>()
  const running = new Map<string, ChildProcess>()
  const next = new Map<string, Promise<ChildProcess>>()

  const compiled = mkdtempSync(join(tmpdir(), 'console-crash-'))

  const load = async (name: string): Promise<ChildProcess> => {
    const command = [join(import.meta.dirname, 'worker.ts'), JSON.stringify({ ...setting, name })]
    const child = spawn(process.execPath, command, { env: { ...process.env, NODE_COMPILE_CACHE: compiled } })
    all.add(child)
    child.once('exit', () => all.delete(child))
    child.stdin.on('error', () => undefined) // it may be gone by then
    child.stderr.on('data', (chunk: Buffer) => void complaints.push(chunk.toString()))
    await Promise.race([once(child.stdout, 'data'), once(child, 'exit')])
    return child
  }

  const replace = async (name: string): Promise<void> => {
    const child = await (next.get(name) ?? load(name))
    next.set(name, load(name))
    running.set(name, child)
    child.stdin?.write('go\n')
  }

  return {
    names,
    complaints,
    async begin() {
      // One that ends in peace leaves behind what it compiled, so that a hundred others load in half the time.
      const first = await load('first')
      const gone = once(first, 'exit')
      first.stdin?.end()
      await gone
      await Promise.all(names.map(replace))
    },
    async kill(name) {
      const child = running.get(name)
      if (!child) throw new Error(`There is no worker ${name}`)
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
      await replace(name)
    },
    async end() {
      await Promise.all(next.values())
      const gone = [...all].map((child) => once(child, 'exit'))
      for (const child of all) child.kill('SIGKILL')
      await Promise.all(gone)
      rmSync(compiled, { recursive: true, force: true })
    },
  }
}
