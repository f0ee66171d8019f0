import { type CopyResult, type CopyStep, copyStore, type StoreSetting } from '../store/store.ts'
import { defineCommand, EXIT, type Surroundings, UsageError } from './command.ts'
import { WORDS } from './words.ts'

/** `store copy`: moves everything from one store into another while no console runs on either, and checks it there. */
export const command = defineCommand(
  {
    from: { value: 'STORE', does: 'a SQLite file, postgres://… or env:NAME for an address in a variable' },
    to: { value: 'STORE', does: 'the same; empty, or a copy that broke off' },
  },
  async ({ from, to }, { env, out }) => {
    if (!from || !to) throw new UsageError(WORDS.twoStores)
    const stores = { from: settingOf(from, env), to: settingOf(to, env) }
    const result = await copyStore(stores, (step) => void out.write(`${wordsOf(step)}\n`))
    out.write(wordsOfResult(result))
    return EXIT.done
  },
)

/** An address holds a password, which others could see among the arguments of a process: so it may stand in a variable. */
function settingOf(given: string, env: Surroundings['env']): StoreSetting {
  const name = /^env:(.+)$/.exec(given)?.[1]
  const store = name === undefined ? given : env[name]
  if (!store) throw new UsageError(WORDS.noVariable(name ?? ''))
  return /^postgres(ql)?:\/\//.test(store) ? { postgres: store } : { sqlite: store }
}

const rowsIn = (rows: number): string => `${rows.toLocaleString('en')} ${rows === 1 ? 'row' : 'rows'}`

function wordsOf(told: CopyStep): string {
  switch (told.step) {
    case 'waits':
      return `${told.place} was written to a moment ago: looking for ${told.seconds} s whether a console still runs on it.`
    case 'goes-on':
      return 'This copy was begun before: it goes on where it was.'
    case 'anew':
      return 'A copy was begun before, of another store or of one that was used since: it begins anew.'
    case 'complete':
      return 'This copy was made before: nothing is missing, nothing differs.'
    case 'copied':
      return `copied   ${told.table}: ${rowsIn(told.rows)}`
    case 'checked':
      return `checked  ${told.table}: ${rowsIn(told.rows)}${told.hash && `, hash ${told.hash.slice(0, 16)}`}`
  }
}

const wordsOfResult = ({ tables, nuls }: CopyResult): string =>
  [
    '',
    `Everything is there: ${rowsIn(tables.reduce((sum, { rows }) => sum + rows, 0))} in ${tables.length} tables.`,
    ...(nuls === 0 ? [] : [`${nuls} NUL characters were left out of texts, because PostgreSQL keeps none.`]),
    'Name the new store in the configuration, and start no console on the old one any more.',
    '',
  ].join('\n')
