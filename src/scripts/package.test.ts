import { execFile } from 'node:child_process'
import { cp, readdir, readFile } from 'node:fs/promises'
import { builtinModules } from 'node:module'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }
import { type Artefact, makeArtefact } from '../testing/artefact/artefact.ts'
import { readImage } from '../testing/artefact/image.ts'
import { makeMinimalRoot, noNamespaces } from '../testing/artefact/minimal-root.ts'

let artefact: Artefact
let files: string[]
beforeAll(async () => {
  artefact = await makeArtefact()
  const entries = await readdir(artefact.folder, { recursive: true, withFileTypes: true })
  files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(artefact.folder.length + 1))
}, 300_000)
afterAll(() => artefact?.remove())

/** Runs the command of the artefact; `before` is a script that Node loads first. */
const run = async (args: string[], { entry = join(artefact.folder, 'bin/webhooks-console'), before = '' } = {}) => {
  const preload = before === '' ? [] : ['--import', `data:text/javascript,${encodeURIComponent(before)}`]
  const command = [...preload, entry, ...args]
  const said = { code: 0, out: '', err: '' }
  await promisify(execFile)(process.execPath, command).then(
    ({ stdout, stderr }) => Object.assign(said, { out: stdout, err: stderr }),
    ({ code, stdout, stderr }) => Object.assign(said, { code, out: stdout, err: stderr }),
  )
  return said
}

it('is named after the version, and holds what a console needs', () => {
  expect(artefact.file).toMatch(new RegExp(`/webhooks-console-${manifest.version}\\.tgz$`))
  expect(files).toEqual(
    expect.arrayContaining([
      'bin/webhooks-console',
      'dist/index.html',
      'src/main.ts',
      'docs/installing.md',
      'package.json',
    ]),
  )
  expect(files.filter((file) => file.startsWith('deploy/')).length).toBeGreaterThanOrEqual(5)
})

it('holds neither tests, nor the sandbox, nor sources of the interface, nor what an editor wants', () => {
  const strange =
    /\.test\.tsx?$|\.tsx$|^src\/(sandbox|sandboxed|testing|ui|scripts|trial)|\.built-from|oidc-provider|playwright/
  expect(files.filter((file) => strange.test(file))).toEqual([])
})

it('has no type to strip below node_modules, where Node does not', () => {
  expect(files.filter((file) => /^node_modules\/.*\.[cm]?tsx?$/.test(file))).toEqual([])
})

it('brings just the packages that its sources import', async () => {
  const imported = new Set<string>()
  for (const file of files.filter((name) => /^src\/.*\.ts$/.test(name))) {
    const text = await readFile(join(artefact.folder, file), 'utf8')
    for (const [, name = ''] of text.matchAll(/^(?:import|export) (?!type )[^;]*?from '([^.'][^']*)'/gm))
      imported.add(
        name
          .split('/')
          .slice(0, name.startsWith('@') ? 2 : 1)
          .join('/'),
      )
  }
  const packages = [...imported].filter((name) => !name.startsWith('node:') && !builtinModules.includes(name))
  expect(packages.toSorted()).toEqual(Object.keys(manifest.dependencies).toSorted())
})

it('says its version and its commands', async () => {
  expect(await run(['--version'])).toEqual({
    code: 0,
    out: `webhooks-console ${manifest.version} (Node ${process.versions.node})\n`,
    err: '',
  })
  expect(await run(['serve'])).toMatchObject({ code: 64, err: expect.stringContaining('No configuration is named') })
})

it('says which Node it wants to one that is too old', async () => {
  const before = "Object.defineProperty(process.versions, 'node', { value: '22.9.1' })"
  expect(await run(['version'], { before })).toMatchObject({
    code: 69,
    out: '',
    err: expect.stringMatching(/wants Node 24/),
  })
})

it('says that it is not for npm to install', async () => {
  const folder = join(artefact.folder, '../node_modules/webhooks-console/bin')
  await cp(join(artefact.folder, 'bin'), folder, { recursive: true })
  const { code, err } = await run(['version'], { entry: join(folder, 'webhooks-console') })
  expect([code, err]).toEqual([69, expect.stringContaining('runs unpacked, not installed by npm')])
})

it('runs in the image of the Containerfile: not as root, nothing writable, no network, no shell', async ({
  skip,
  signal,
}) => {
  const missing = noNamespaces()
  if (missing) return skip(missing)
  const image = readImage()
  const environment = {
    ...{ id: 'one', name: 'One', colour: 'red', region: 'eu', clientId: 'c', clientSecret: { file: 'console.jsonc' } },
    customerId: '2f1d6d9a-3c39-4b0c-8a7a-6a6c9a1f0b11',
  }
  const root = await makeMinimalRoot(artefact.folder, image, {
    publicUrl: `http://127.0.0.1:${image.env.PORT}`,
    environments: [environment],
    signIn: { issuer: 'https://login.example.com', clientId: 'c', roles: { staff: 'viewer' } },
    drainSeconds: 0,
  })
  const seen = JSON.parse(await root.run(join(import.meta.dirname, '../testing/artefact/probe.mjs'), signal))
  await root.remove()
  expect(seen).toMatchObject({
    log: { err: '' },
    user: image.user.uid,
    writing: ['EROFS', 'EROFS', 'EROFS'],
    network: 'ENETUNREACH',
    shell: false,
    unhealthy: 1,
    health: { status: 200, text: JSON.stringify({ alive: true, version: manifest.version }) },
    ready: { status: 200 },
    page: { status: 200, text: '<!doctype html>' },
    script: { status: 200, type: 'text/javascript; charset=utf-8' },
    session: 401,
    healthy: 0,
    version: { code: 0, err: '' },
    check: { code: 0, err: '' },
    journal: { code: 0, err: '', out: expect.stringContaining('everything fits') },
    code: 0,
  })
})
