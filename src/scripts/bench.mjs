// @ts-check
/**
 * `npm run bench`: measures what has to be fast. Arguments go to the benches: `--lanes 0` leaves the runs out.
 */

import { join } from 'node:path'
import { ensureInstalled, root, run } from './tools.mjs'

ensureInstalled()
process.exitCode = run(join(root, 'src', 'testing', 'bench', 'cli.ts'), process.argv.slice(2))
