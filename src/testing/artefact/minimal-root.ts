/** A root folder with Node and the artefact and nothing else, in namespaces of its own: what a container engine makes. */
import { execFile, execFileSync, spawnSync } from 'node:child_process'
import { chmod, chown, copyFile, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import type { Image } from './image.ts'

/** Returns why there can be no such root here; undefined when there can. */
export function noNamespaces(): string | undefined {
  if (process.platform !== 'linux') return 'namespaces are a thing of Linux'
  if (process.getuid?.() !== 0) return 'only root may make a root folder with another user in it'
  const tried = spawnSync('unshare', ['--mount', '--net', '--pid', '--fork', 'ip', 'link', 'set', 'lo', 'up'])
  return tried.status === 0 ? undefined : `unshare and ip do not work here: ${tried.error?.message ?? tried.stderr}`
}

export interface MinimalRoot {
  /** Runs a script of the tests in it, by the image's user, and returns what it printed; `signal` ends it. */
  run(script: string, signal: AbortSignal): Promise<string>
  remove(): Promise<void>
}

/** The mounts of a container: everything read-only, the volume empty and writable, no network but loopback. */
const ENTER = `
set -e
ip link set lo up
mount --bind "$ROOT" "$ROOT"
mount -o remount,bind,ro "$ROOT"
mount -t tmpfs -o "uid=$USER_ID,gid=$GROUP_ID,mode=0700" tmpfs "$ROOT$VOLUME"
mount --bind /dev/null "$ROOT/dev/null"
exec chroot --userspec="$USER_ID:$GROUP_ID" --groups= "$ROOT" /usr/bin/env -i -C "$WORKDIR" "$@"
`

/** Makes the root of an image around an unpacked artefact and a configuration. */
export async function makeMinimalRoot(artefact: string, image: Image, configuration: object): Promise<MinimalRoot> {
  const root = await mkdtemp(join(tmpdir(), 'console-root-'))
  await chmod(root, 0o755)
  const place = async (from: string, to = from) => {
    await mkdir(dirname(join(root, to)), { recursive: true })
    await copyFile(from, join(root, to))
  }
  await place(process.execPath, '/usr/local/bin/node')
  await place('/usr/bin/env')
  for (const library of new Set([process.execPath, '/usr/bin/env'].flatMap(librariesOf))) await place(library)
  await cp(artefact, join(root, '/opt/webhooks-console'), { recursive: true })
  // Only the mount keeps its user from writing there.
  await chown(join(root, '/opt/webhooks-console'), image.user.uid, image.user.gid)
  await mkdir(join(root, image.volume))
  await mkdir(join(root, 'dev'))
  await writeFile(join(root, 'dev/null'), '')
  const path = join(root, image.env.CONSOLE_CONFIG ?? '')
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, JSON.stringify(configuration))
  return {
    async run(script, signal) {
      await copyFile(script, join(root, 'probe.mjs'))
      const env = Object.entries({ PATH: '/usr/local/bin:/usr/bin', ...image.env, IMAGE: JSON.stringify(image) })
      const inside = [...env.map(([name, value]) => `${name}=${value}`), 'node', '/probe.mjs']
      const args = ['--mount', '--net', '--pid', '--ipc', '--uts', '--fork', '--kill-child', 'sh', '-c', ENTER, 'sh']
      const { stdout } = await promisify(execFile)('unshare', [...args, ...inside], {
        signal,
        killSignal: 'SIGKILL',
        env: {
          PATH: process.env.PATH,
          ROOT: root,
          VOLUME: image.volume,
          WORKDIR: image.workdir,
          USER_ID: String(image.user.uid),
          GROUP_ID: String(image.user.gid),
        },
      })
      return stdout
    },
    // The mounts went with the namespace.
    remove: () => rm(root, { recursive: true }),
  }
}

/** Returns the shared libraries of a program, with the loader. */
const librariesOf = (program: string): string[] =>
  [...execFileSync('ldd', [program], { encoding: 'utf8' }).matchAll(/(\/\S+) \(0x/g)].map(([, path = '']) => path)
