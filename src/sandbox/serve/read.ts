import { parseArgs } from 'node:util'
import { BadValue, flagName } from '../base/flags.ts'
import { defaultOf, GROUPS } from './options.ts'
import type { SandboxServerOptions } from './serve.ts'

/** Returns the options of a command line, or everything that is wrong with it. */
export type Command =
  | { does: 'help' }
  | { does: 'serve'; options: SandboxServerOptions }
  | { does: 'fail'; problems: string[] }

const FLAGS = GROUPS.flatMap(([, flags]) =>
  Object.entries(flags).map(([key, flag]) => ({ key, flag, name: flagName(key, flag) })),
)

/** Gives the flags that may stand alone their value. */
const completed = (args: string[]) =>
  args.map((arg, place) => {
    const alone = FLAGS.find(({ name, flag }) => flag.alone && arg === `--${name}`)?.flag.alone
    const next = args[place + 1]
    return alone && (next === undefined || next.startsWith('-')) ? `${arg}=${alone}` : arg
  })

/** @param args without the program itself */
export function readCommand(args: string[]): Command {
  const options = Object.fromEntries(
    FLAGS.map(({ name }) => [name, { type: 'string' as const, multiple: true as const }]),
  )
  let values: Record<string, string[] | boolean | undefined>
  try {
    values = parseArgs({ args: completed(args), options: { ...options, help: { type: 'boolean', short: 'h' } } }).values
  } catch (error) {
    return { does: 'fail', problems: [error instanceof Error ? error.message : String(error)] }
  }
  if (values.help) return { does: 'help' }

  const problems: string[] = []
  const read: Record<string, unknown> = {}
  for (const { key, flag, name } of FLAGS) {
    const given = values[name]
    if (!Array.isArray(given)) continue
    const value = given.length > 1 && !flag.multiple ? new BadValue('may be given once') : flag.read(given)
    if (value instanceof BadValue)
      problems.push(`--${name} ${value.reason}, not ${given.map((text) => `"${text}"`).join(' ')}`)
    else read[key] = value
  }
  return problems.length > 0 ? { does: 'fail', problems } : { does: 'serve', options: read }
}

/** The help: every option with its values and its default, made from the options themselves. */
export function helpText(): string {
  const left = ({ key, flag }: { key: string; flag: (typeof FLAGS)[number]['flag'] }) =>
    `  --${flagName(key, flag)} ${flag.placeholder}`
  const width = 34
  const lines = GROUPS.flatMap(([title, flags]) => [
    '',
    `${title}:`,
    ...Object.entries(flags).flatMap(([key, flag]) => {
      const usual = defaultOf(key)
      const says = `${flag.says}${usual ? ` (${usual})` : ''}`
      const head = left({ key, flag })
      return head.length < width ? [`${head.padEnd(width)}${says}`] : [head, `${' '.repeat(width)}${says}`]
    }),
  ])
  return [
    'The sandbox: an emulator of Identity Cloud Webhooks v3 with listeners, a company’s data and an identity provider.',
    '',
    'Usage: npm run sandbox -- [options]',
    ...lines,
    '',
    `${'  -h, --help'.padEnd(width)}this text`,
    '',
  ].join('\n')
}
