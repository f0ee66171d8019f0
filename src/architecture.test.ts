import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { expect, it } from 'vitest'

/**
 * The rooms that each room may import, besides itself; `commands`, `main.ts` and its neighbours, `testing` and tests
 * stand above the rooms and join them.
 */
const ROOMS = {
  contract: [],
  filter: ['contract'],
  config: ['contract'],
  store: ['contract'],
  upstream: ['contract', 'config'],
  sync: ['contract', 'config', 'store', 'upstream'],
  redelivery: ['contract', 'config', 'store', 'upstream', 'sync'],
  sandbox: ['contract', 'filter'],
  proxy: ['contract', 'filter', 'config', 'store', 'upstream', 'sync', 'redelivery'],
  ui: ['contract', 'filter', 'redelivery'],
} as const satisfies Record<string, readonly string[]>

/** Packages a room must do without, so that it stays what it is. */
const PURE = {
  contract: /^zod$/,
  filter: /^(zod|ajv|@cfworker\/json-schema)(\/|$)/,
  'redelivery/planning': /^zod$/,
} as const

/** The only files that see a secret: they send it, or open the store with it. */
const REVEALING = [
  'proxy/metrics/answer.ts',
  'proxy/sign-in/provider.ts',
  'server.ts',
  'upstream/credentials/send.ts',
  'upstream/entity-api/calls.ts',
]

/** More source files than this in one folder hide what belongs together. */
const FOLDER_FILES = 40

/** Folders of the interface that every screen may import. */
const SHARED_UI = ['address', 'api', 'components', 'kit', 'shell']

const source = resolve(import.meta.dirname)
const isTest = (file: string) => /\.test\.tsx?$/.test(file)
const filesOf = (folder: string) =>
  readdirSync(join(source, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !isTest(file))
    .map((file) => join(source, folder, file))

const importsOf = (file: string) =>
  [...readFileSync(file, 'utf8').matchAll(/(?<!['"])(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)].map(([, target]) =>
    String(target),
  )

const named = (file: string) => relative(source, file).split(sep).join('/')
/** The manifest holds the version, which every room may know. */
const MANIFEST = resolve(source, '../package.json')

const localImportsOf = (file: string) =>
  importsOf(file)
    .filter((target) => target.startsWith('.'))
    .map((target) => resolve(file, '..', target))
    .filter((target) => target !== MANIFEST)
const roomOf = (file: string) => named(file).split('/')[0] ?? ''

/** Returns the imports of the files in a folder whose target `stranger` finds out of place, as `from -> to`. */
const strangersIn = (folder: string, stranger: (target: string, file: string) => boolean) =>
  filesOf(folder).flatMap((file) =>
    localImportsOf(file)
      .filter((target) => stranger(target, file))
      .map((target) => `${named(file)} -> ${named(target)}`),
  )

it.each(Object.entries(ROOMS))('%s imports only the rooms it may', (room, allowed) => {
  expect(strangersIn(room, (target) => ![room, ...allowed].includes(roomOf(target)))).toEqual([])
})

it.each(Object.entries(PURE))('%s imports only the packages it may', (folder, allowed) => {
  const strangers = filesOf(folder).flatMap((file) =>
    importsOf(file)
      .filter((target) => !target.startsWith('.') && !allowed.test(target))
      .map((target) => `${named(file)} -> ${target}`),
  )
  expect(strangers).toEqual([])
})

it('knows every room there is', () => {
  const folders = readdirSync(source, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  expect(folders.map(({ name }) => name).filter((name) => !(name in ROOMS))).toEqual(['commands', 'scripts', 'testing'])
})

it('lets no screen of the interface import another', () => {
  const screens = readdirSync(join(source, 'ui'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !SHARED_UI.includes(entry.name))
    .map(({ name }) => name)
  const screenOf = (file: string) => named(file).split('/')[1] ?? ''
  const strangers = screens.flatMap((screen) =>
    strangersIn(join('ui', screen), (target) => screens.includes(screenOf(target)) && screenOf(target) !== screen),
  )
  expect(screens).not.toEqual([])
  expect(strangers).toEqual([])
})

it('keeps the kit of the interface free of the product', () => {
  const strangers = strangersIn(
    'ui/kit',
    (target) => !named(target).startsWith('ui/kit/') && named(target) !== 'contract/durations.ts',
  )
  expect(strangers).toEqual([])
})

it('gives the interface only the planning of redelivery, which is pure', () => {
  const planning = (file: string) => named(file).startsWith('redelivery/planning/')
  expect(strangersIn('ui', (target) => roomOf(target) === 'redelivery' && !planning(target))).toEqual([])
  const pure = (file: string) => planning(file) || roomOf(file) === 'contract'
  expect(strangersIn('redelivery/planning', (target) => !pure(target))).toEqual([])
})

it('has no circle of imports, type imports counted', () => {
  const circles: string[] = []
  const done = new Set<string>()
  const follow = (file: string, way: string[]): void => {
    const start = way.indexOf(file)
    if (start >= 0) circles.push([...way.slice(start), file].map(named).join(' -> '))
    if (start >= 0 || done.has(file)) return
    for (const target of localImportsOf(file)) if (/\.tsx?$/.test(target)) follow(target, [...way, file])
    done.add(file)
  }
  for (const file of filesOf('.')) follow(file, [])
  expect(circles).toEqual([])
})

it('loads neither the sandbox nor its identity provider in any command', () => {
  const loaded = new Set<string>()
  const load = (file: string): void => {
    if (loaded.has(file)) return
    loaded.add(file)
    const text = readFileSync(file, 'utf8')
    for (const [, ahead, later] of text.matchAll(
      /^(?:import|export) (?!type )[^;]*? from '(\.[^']+\.tsx?)'$|import\('(\.[^']+)'\)/gm,
    ))
      load(resolve(file, '..', String(ahead ?? later)))
  }
  load(join(source, 'main.ts'))
  const rooms = new Set([...loaded].map(roomOf))
  expect([rooms.has('proxy'), rooms.has('sandbox')]).toEqual([true, false])
  expect([...loaded].filter((file) => importsOf(file).includes('oidc-provider'))).toEqual([])
})

it('reveals secrets only where they are sent', () => {
  const revealing = filesOf('.')
    .filter((file) => /\.reveal\(\)/.test(readFileSync(file, 'utf8')))
    .map(named)
    .filter((file) => !file.startsWith('testing/'))
  expect(revealing.toSorted()).toEqual(REVEALING)
})

it('keeps folders small enough to be read', () => {
  const folders = Map.groupBy(filesOf('.'), (file) => named(dirname(file)))
  const full = [...folders].filter(([, files]) => files.length > FOLDER_FILES).map(([folder]) => folder)
  expect(full).toEqual([])
})
