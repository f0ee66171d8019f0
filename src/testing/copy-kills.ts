import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import type { StoreSetting } from '../store/store.ts'

/** The end of a copy whose process was killed again and again. */
export interface KilledCopies {
  killed: number
  /** The exit code of the last one, which nobody killed, and what it said. */
  code: number | null
  said: string
}

const argument = (setting: StoreSetting) => ('sqlite' in setting ? setting.sqlite : setting.postgres)

/**
 * Copies a store by its command, killing the process (SIGKILL) at random moments up to so many times; the last one is left
 * alone.
 */
export async function copyThroughKills(
  { from, to }: { from: StoreSetting; to: StoreSetting },
  kills: number,
  random: () => number = Math.random,
): Promise<KilledCopies> {
  let killed = 0
  for (;;) {
    const command = ['store', 'copy', '--from', argument(from), '--to', argument(to)]
    const child = spawn(process.execPath, [join(import.meta.dirname, '../main.ts'), ...command], {
      env: { PATH: process.env.PATH },
    })
    const exit = once(child, 'exit')
    let said = ''
    const begun = Promise.withResolvers<void>()
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        said += chunk.toString()
        begun.resolve()
      })
    if (killed < kills) {
      // From the first thing that it says on, so that not all of them die while they are loaded; the first one dies then.
      await Promise.race([begun.promise, exit])
      if (killed > 0) await Promise.race([after(random() * LONGEST_LIFE), exit])
      if (child.kill('SIGKILL')) killed++
    }
    const [code, signal] = await exit
    if (signal === null) return { killed, code, said }
  }
}

/** The longest life of a copy after it began, in ms: all of it takes about as long. */
const LONGEST_LIFE = 1_500
