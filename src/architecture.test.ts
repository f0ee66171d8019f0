import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import { expect, it } from 'vitest'

/** Who may import whom, besides itself; `server.ts`, `testing` and tests stand above the rooms and join them. */
const ROOMS = {
  contract: [],
  filter: ['contract'],
  redelivery: ['contract', 'store'],
  store: ['contract'],
  sandbox: ['contract', 'filter'],
  proxy: ['contract', 'filter', 'redelivery', 'store'],
  ui: ['contract', 'filter', 'redelivery'],
} as const satisfies Record<string, readonly string[]>

/** Packages a room must do without, so that it stays what it is. */
const PURE = {
  contract: /^zod$/,
  filter: /^(zod|ajv|@cfworker\/json-schema)(\/|$)/,
  redelivery: /^(zod$|node:)/,
} as const

const source = resolve(import.meta.dirname)
const isTest = (file: string) => /\.test\.tsx?$/.test(file)
const filesOf = (room: string) =>
  readdirSync(join(source, room), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !isTest(file))
    .map((file) => join(source, room, file))

const importsOf = (file: string) =>
  [...readFileSync(file, 'utf8').matchAll(/(?<!['"])(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)].map(([, target]) =>
    String(target),
  )

const roomOf = (file: string, target: string) => relative(source, resolve(file, '..', target)).split(sep)[0] ?? ''

it.each(Object.entries(ROOMS))('%s imports only the rooms it may', (room, allowed) => {
  const strangers = filesOf(room).flatMap((file) =>
    importsOf(file)
      .filter((target) => target.startsWith('.'))
      .filter((target) => ![room, ...allowed].includes(roomOf(file, target)))
      .map((target) => `${relative(source, file)} -> ${target}`),
  )
  expect(strangers).toEqual([])
})

it.each(Object.entries(PURE))('%s imports only the packages it may', (room, allowed) => {
  const strangers = filesOf(room).flatMap((file) =>
    importsOf(file)
      .filter((target) => !target.startsWith('.') && !allowed.test(target))
      .map((target) => `${relative(source, file)} -> ${target}`),
  )
  expect(strangers).toEqual([])
})

it('knows every room there is', () => {
  const folders = readdirSync(source, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  expect(folders.map(({ name }) => name).filter((name) => !(name in ROOMS))).toEqual(['scripts', 'testing'])
})

it('lets no feature of the interface import another', () => {
  const shared = ['api', 'components', 'shell']
  const features = readdirSync(join(source, 'ui'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !shared.includes(entry.name))
    .map(({ name }) => name)
  const strangers = features.flatMap((feature) =>
    filesOf(join('ui', feature)).flatMap((file) =>
      importsOf(file)
        .filter((target) => target.startsWith('.'))
        .map((target) => relative(join(source, 'ui'), resolve(file, '..', target)).split(sep)[0] ?? '')
        .filter((folder) => features.includes(folder) && folder !== feature)
        .map((folder) => `${relative(source, file)} -> ui/${folder}`),
    ),
  )
  expect(strangers).toEqual([])
})

it('gives the interface only what is pure of redelivery', () => {
  const reached = new Set<string>()
  const reach = (file: string): void => {
    if (reached.has(file)) return
    reached.add(file)
    for (const target of importsOf(file)) {
      if (target.startsWith('.') && roomOf(file, target) === 'redelivery') reach(resolve(file, '..', target))
    }
  }
  for (const file of filesOf('ui')) {
    for (const target of importsOf(file)) {
      if (target.startsWith('.') && roomOf(file, target) === 'redelivery') reach(resolve(file, '..', target))
    }
  }
  const impure = [...reached].flatMap((file) =>
    importsOf(file)
      .filter((target) => (target.startsWith('.') ? roomOf(file, target) === 'store' : target.startsWith('node:')))
      .map((target) => `${relative(source, file)} -> ${target}`),
  )
  expect(reached.size).toBeGreaterThan(0)
  expect(impure).toEqual([])
})
