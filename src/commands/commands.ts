/** The commands of `bin/webhooks-console`, in the order of its help. Each is loaded when it is called for. */
import type { Command } from './command.ts'

interface Listed {
  does: string
  load: () => Promise<{ command: Command }>
}

export const COMMANDS: Record<string, Listed> = {
  serve: { does: 'runs the console until SIGTERM or Ctrl-C', load: () => import('./serve.ts') },
  'check-config': {
    does: 'says whether a configuration is right, and opens nothing',
    load: () => import('./check-config.ts'),
  },
  try: { does: 'asks the API of a configuration read-only questions', load: () => import('./try.ts') },
  'journal verify': {
    does: 'checks that nobody changed the journal behind the console’s back',
    load: () => import('./journal-verify.ts'),
  },
  'journal export': { does: 'prints the journal as lines of JSON', load: () => import('./journal-export.ts') },
  'store copy': {
    does: 'moves everything from SQLite to PostgreSQL or back, and checks it there',
    load: () => import('./store-copy.ts'),
  },
  version: { does: 'prints the version', load: () => import('./version.ts') },
}
