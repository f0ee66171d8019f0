/** The way from the words behind `webhooks-console` to a command, its help, or a refusal that says what would do. */
import { nearest } from '../config/problem-words.ts'
import { EXIT, type Flag, type Surroundings, UsageError } from './command.ts'
import { COMMANDS } from './commands.ts'
import { failureOf } from './failure.ts'
import { WORDS } from './words.ts'

const HELP = ['--help', '-h', 'help']

/** Carries out what stands behind `webhooks-console`; returns the exit code. An error is told on `err`, in words. */
export async function runCommand(words: string[], around: Surroundings): Promise<number> {
  try {
    return await carryOut(words, around)
  } catch (error) {
    const { text, code } = failureOf(error)
    around.err.write(`${text}\n`)
    return code
  }
}

const carryOut = async (words: string[], around: Surroundings): Promise<number> => {
  const [first] = words
  const print = (text: string) => {
    around.out.write(`${text}\n`)
    return EXIT.done
  }
  if (first === undefined) throw new UsageError(overview())
  if (HELP.includes(first)) return print(overview())
  if (first === '--version') return carryOut(['version'], around)
  const name = [words.slice(0, 2).join(' '), first].find((said) => Object.hasOwn(COMMANDS, said))
  const listed = COMMANDS[name ?? '']
  if (name === undefined || !listed) throw new UsageError(unknown(words))
  const args = words.slice(name.split(' ').length)
  const { command } = await listed.load()
  if (args.some((word) => HELP.includes(word))) return print(helpOf(name, listed.does, command.flags))
  return command.run(args, around)
}

const unknown = (words: string[]): string => {
  const known = Object.keys(COMMANDS)
  const below = known.filter((name) => name.startsWith(`${words[0]} `))
  if (below.length > 0) return [WORDS.noCommand(words.join(' '), undefined), '', table(below.map(described))].join('\n')
  const near = nearest(words.slice(0, 2).join(' '), known) ?? nearest(words[0] ?? '', known)
  return `${WORDS.noCommand(words[0] ?? '', near)} ${WORDS.seeHelp}`
}

const described = (name: string): [string, string] => [name, COMMANDS[name]?.does ?? '']

const overview = (): string =>
  [WORDS.usage('COMMAND [FLAGS]'), '', table(Object.keys(COMMANDS).map(described)), '', WORDS.more].join('\n')

const helpOf = (name: string, does: string, flags: Record<string, Flag>): string => {
  const rows = Object.entries(flags).map(([flag, { value, does }]): [string, string] => [
    value === undefined ? `--${flag}` : `--${flag} ${value}`,
    does,
  ])
  return [WORDS.usage([name, ...rows.map(([flag]) => `[${flag}]`)].join(' ')), '', `  ${does}`]
    .concat(rows.length === 0 ? [] : ['', table(rows)])
    .join('\n')
}

const table = (rows: [string, string][]): string => {
  const width = Math.max(...rows.map(([left]) => left.length))
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n')
}
