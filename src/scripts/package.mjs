// @ts-check
/**
 * `npm run package` makes `webhooks-console-VERSION.tgz`: the built interface, the sources of the server, the packages
 * that it loads, the command and the examples of `deploy/`. `-- --out FOLDER` puts it elsewhere.
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, resolve, sep } from 'node:path'
import { parseArgs } from 'node:util'
import { ensureBuilt, ensureInstalled, root, say } from './tools.mjs'

/** What of src/ the command never loads. */
const NOT_SERVED = ['sandbox', 'sandbox-config.ts', 'sandboxed.ts', 'scripts', 'testing', 'trial.ts', 'ui']
const DOCS = ['configuration.md', 'connecting.md', 'installing.md', 'operations.md']
const BESIDE = ['CHANGELOG.md', 'SECURITY.md', 'bin', 'deploy', 'dist']

/** Declarations and maps are for editors; Node loads none of them, and strips no types below node_modules. */
const FOR_EDITORS = /\.(?:d\.)?[cm]?ts$|\.map$|\.flow$/

/** @param {string} path */
const read = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'))

/** @param {string} path relative to the root, with the slashes of this system */
const inPosix = (path) => path.split(sep).join('/')

/** @returns {string[]} the folders of the packages that the server loads, as the lock file names them */
const servedPackages = () =>
  Object.entries(read('package-lock.json').packages)
    .filter(([path, { dev, devOptional, optional }]) => path !== '' && !dev && !devOptional && !optional)
    .map(([path]) => path)

/** @returns {{ commit?: string, time: Date }} the commit, where this is a clone of the repository, and its time */
const origin = () => {
  try {
    const told = execFileSync('git', ['log', '-1', '--format=%H %cI'], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const [commit = '', time = ''] = told.trim().split(' ')
    return { commit, time: new Date(time) }
  } catch {
    return { time: new Date('2000-01-01T00:00:00Z') }
  }
}

/** Copies everything that the artefact holds into a folder. @param {string} stage @param {string} [commit] */
const fill = (stage, commit) => {
  const { name, version, description, license, dependencies } = read('package.json')
  for (const entry of readdirSync(join(root, 'src'))) {
    if (NOT_SERVED.includes(entry) || /\.test\.tsx?$/.test(entry)) continue
    const filter = (/** @type {string} */ from) => !/\.test\.tsx?$/.test(from)
    cpSync(join(root, 'src', entry), join(stage, 'src', entry), { recursive: true, filter })
  }
  for (const path of servedPackages()) {
    const below = join(root, path)
    const filter = (/** @type {string} */ from) => {
      const inside = inPosix(relative(below, from))
      return !/(^|\/)node_modules(\/|$)/.test(inside) && !FOR_EDITORS.test(inside)
    }
    cpSync(below, join(stage, path), { recursive: true, filter })
  }
  for (const path of BESIDE) cpSync(join(root, path), join(stage, path), { recursive: true })
  rmSync(join(stage, 'dist', '.built-from'))
  for (const page of DOCS) cpSync(join(root, 'docs', page), join(stage, 'docs', page))
  const manifest = { name, version, description, license, private: true, type: 'module', engines: { node: '>=24' } }
  const text = JSON.stringify({ ...manifest, ...(commit && { commit }), dependencies }, null, 2)
  writeFileSync(join(stage, 'package.json'), `${text}\n`)
}

/** Gives every file one of two modes, whatever the umask was, and returns their paths in order. @param {string} folder @returns {string[]} */
const settle = (folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(folder, path)).isFile())
    .map((path) => {
      const file = inPosix(path)
      chmodSync(join(folder, path), file === 'bin/webhooks-console' ? 0o755 : 0o644)
      return file
    })
    .sort()

const { values } = parseArgs({ options: { out: { type: 'string', default: root } } })
ensureInstalled()
ensureBuilt()
const { create } = await import('tar')
const { name, version } = read('package.json')
const title = `${name}-${version}`
const out = resolve(values.out)
mkdirSync(out, { recursive: true })
const file = join(out, `${title}.tgz`)
const work = mkdtempSync(join(tmpdir(), 'console-package-'))
try {
  const { commit, time } = origin()
  fill(join(work, title), commit)
  const files = settle(join(work, title)).map((path) => `${title}/${path}`)
  // The same commit makes the same bytes: its time, no owners, one order.
  await create({ file, cwd: work, gzip: { level: 9 }, portable: true, mtime: time, noDirRecurse: true }, files)
  const bytes = readFileSync(file)
  say(`${file}`)
  say(
    `${(bytes.length / 2 ** 20).toFixed(1)} MiB, ${files.length} files, sha256 ${createHash('sha256').update(bytes).digest('hex')}`,
  )
} finally {
  rmSync(work, { recursive: true })
}
