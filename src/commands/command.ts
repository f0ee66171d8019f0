/** The form of a command: each file beside this one is one, `commands.ts` lists them. */
import { parseArgs } from 'node:util'
import { WORDS } from './words.ts'

/** One flag of a command. `value` stands for its value in the help; without it the flag is a switch. */
export interface Flag {
  value?: string
  does: string
}

type Flags = Record<string, Flag>

/** The flags that were given: a text each, true for a switch. */
export type Given<F extends Flags> = { [name in keyof F]?: F[name] extends { value: string } ? string : boolean }

/** The surroundings of a command, which a test can replace. */
export interface Surroundings {
  env: Record<string, string | undefined>
  out: NodeJS.WritableStream
  err: NodeJS.WritableStream
}

export interface Command {
  flags: Flags
  /** Carries the command out; returns the exit code. Throws UsageError for arguments that do not make sense. */
  run(args: string[], around: Surroundings): Promise<number>
}

/** Exit codes, those of `sysexits.h` where it has one. */
export const EXIT = { done: 0, failed: 1, usage: 64, configuration: 78 } as const

/** Arguments that do not make sense; the message says which, and what would. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** Returns a command whose arguments are read by its flags; whatever else is given is refused. */
export function defineCommand<const F extends Flags>(
  flags: F,
  run: (given: Given<F>, around: Surroundings) => Promise<number>,
): Command {
  return { flags, run: (args, around) => run(readFlags(flags, args), around) }
}

const readFlags = <F extends Flags>(flags: F, args: string[]): Given<F> => {
  const options = Object.fromEntries(
    Object.entries(flags).map(([name, { value }]) => [
      name,
      { type: value ? ('string' as const) : ('boolean' as const) },
    ]),
  )
  try {
    return parseArgs({ args, options }).values as Given<F>
  } catch (error) {
    // The first sentence of Node's message says what is wrong; the next ones tell programmers what to do.
    if (error instanceof TypeError) throw new UsageError(`${error.message.split(/\.(?:\s|$)|\n/)[0]}. ${WORDS.seeHelp}`)
    throw error
  }
}

export const CONFIG = {
  config: { value: 'FILE', does: 'the configuration; else the one that CONSOLE_CONFIG names' },
} as const

/** Returns the configuration's path: the flag's, or else the environment variable's. */
export function configPath({ config }: Given<typeof CONFIG>, { env }: Pick<Surroundings, 'env'>): string {
  const path = config || env.CONSOLE_CONFIG
  if (path) return path
  throw new UsageError(WORDS.noConfiguration)
}
