// @ts-check
/**
 * `npm run words`: prints every text that a person reads, by file, as Markdown, so that one person can proof-read the
 * product.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensureInstalled, root, say } from './tools.mjs'

/** The rooms that say something to people; the store, the sandbox and tests do not. */
const ROOMS = ['contract', 'filter', 'config', 'upstream', 'sync', 'redelivery', 'proxy', 'ui']

ensureInstalled()
const { textsIn } = await import('./texts.mjs')
let count = 0
for (const room of ROOMS) {
  const files = readdirSync(join(root, 'src', room), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
    .sort()
  for (const file of files) {
    const texts = textsIn(file, readFileSync(join(root, 'src', room, file), 'utf8'))
    if (texts.length === 0) continue
    count += texts.length
    say(`\n## src/${room}/${file.replaceAll('\\', '/')}\n`)
    for (const text of texts) say(`- ${text}`)
  }
}
say(`\n${count} texts`)
