// @ts-check
/**
 * The functions that the commands share: they run before the install, on any Node from 20 up, so this is plain
 * JavaScript.
 */
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))
const windows = process.platform === 'win32'

/** The pinned runtime inside node_modules, whatever Node started this script. */
export const node = join(root, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node')

/** The console to start: that of the configuration which CONSOLE_CONFIG names, else one on its sandbox. */
export const consoleScript = process.env.CONSOLE_CONFIG ? ['src/main.ts', 'serve'] : ['src/trial.ts']

/** @param {string} text */
export const say = (text) => process.stdout.write(`${text}\n`)

/** @param {string} path @returns {Record<string, { version?: string, optional?: boolean, link?: boolean }>} */
const packagesIn = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : {})

/**
 * Returns true when node_modules holds just what the lock file asks for. npm writes its own record last, so half an
 * install is none.
 */
const installed = () => {
  const wanted = packagesIn(join(root, 'package-lock.json'))
  const held = packagesIn(join(root, 'node_modules', '.package-lock.json'))
  const complete = Object.entries(wanted).every(
    ([name, { version, optional }]) => name === '' || (held[name] ? held[name].version === version : optional),
  )
  return complete && existsSync(node)
}

/** Installs just what the lock file names (`npm ci`); does nothing when all of it is there. */
export const ensureInstalled = () => {
  if (installed()) return
  say('Installing dependencies…')
  const npm = process.env.npm_execpath
  const [command, ...first] = npm ? [process.execPath, npm] : [windows ? 'npm.cmd' : 'npm']
  const done = spawnSync(
    command ?? 'npm',
    [...first, 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      cwd: root,
      stdio: 'inherit',
      shell: !npm && windows,
    },
  )
  if (done.status !== 0 || !installed()) {
    say('The install did not finish: see above. Check the network and the npm registry setting, then try again.')
    process.exit(1)
  }
}

/** @param {string} path @returns {string[]} every file below */
const filesBelow = (path) =>
  statSync(path).isDirectory()
    ? readdirSync(path)
        .sort()
        .flatMap((name) => filesBelow(join(path, name)))
    : [path]

const SOURCES = [
  'index.html',
  'vite.config.ts',
  'package-lock.json',
  'public',
  'src/ui',
  'src/contract',
  'src/filter',
  'src/redelivery',
]

const sourceHash = () => {
  const hash = createHash('sha256')
  for (const file of SOURCES.map((path) => join(root, path))
    .filter(existsSync)
    .flatMap(filesBelow)) {
    hash.update(relative(root, file).split(sep).join('/')).update('\0').update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}

/** Builds the interface into dist/ unless the build there was made from just these sources. */
export const ensureBuilt = () => {
  const stamp = join(root, 'dist', '.built-from')
  const hash = sourceHash()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return
  say('Building the interface…')
  const done = run(tool('vite', 'bin/vite.js'), ['build', '--logLevel', 'warn'])
  if (done !== 0) {
    say('The build failed: see above.')
    process.exit(1)
  }
  writeFileSync(stamp, hash)
}

/**
 * The script of an installed package, to be run by the pinned runtime.
 * @param {string} name @param {string} path
 */
export const tool = (name, path) => join(root, 'node_modules', ...name.split('/'), ...path.split('/'))

/** Keeps colour codes out of a log file, which is read and searched as plain text. @type {NodeJS.ProcessEnv} */
const plainText = process.stdout.isTTY || 'FORCE_COLOR' in process.env ? {} : { NO_COLOR: '1' }

/**
 * Runs a script with the pinned runtime, to its end.
 * @param {string} script @param {string[]} args @param {NodeJS.ProcessEnv} [env]
 * @returns {number} its exit code
 */
export const run = (script, args, env = {}) =>
  spawnSync(node, [script, ...args], { cwd: root, stdio: 'inherit', env: { ...process.env, ...plainText, ...env } })
    .status ?? 1

/**
 * Calls back when npm is gone: at SIGTERM it ends its shell and itself, and nothing tells the script that the shell ran.
 * @param {() => void} left
 */
const whenLeftByNpm = (left) => {
  if (process.env.npm_lifecycle_event === undefined) return
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    left()
  }, 200)
  watch.unref()
}

/**
 * Starts a script with the pinned runtime beside this process; signals are passed on.
 * @param {string[]} args @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<number>} its exit code
 */
export const stay = (args, env = {}) => {
  const child = spawn(node, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } })
  // Ctrl-C reaches the whole group; only what was sent to this process alone has to be passed on.
  process.on('SIGINT', () => undefined)
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  whenLeftByNpm(() => child.kill('SIGTERM'))
  return new Promise((resolve) => {
    child.on('exit', (code, signal) => resolve(code ?? (signal === 'SIGTERM' ? 143 : 1)))
  })
}
