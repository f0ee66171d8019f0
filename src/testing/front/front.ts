/** The examples of `deploy/` for a server in front, set up on ports of this machine: TLS, and the consoles behind. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import { freePort } from '../free-port.ts'
import { CERTIFICATE, KEY } from '../tls-listener.ts'

const deploy = resolve(import.meta.dirname, '../../../deploy')

export const FRONTS = ['nginx', 'caddy'] as const
export type Front = (typeof FRONTS)[number]

/** Returns why a server cannot be run here; undefined when it can. */
export function noFront(front: Front): string | undefined {
  const { status } = spawnSync(front, front === 'nginx' ? ['-v'] : ['version'])
  return status === 0 ? undefined : `${front} is not installed here (Debian: apt-get install ${front})`
}

export interface RunningFront {
  /** The port of its TLS; the certificate is that of `listener.test`. */
  port: number
  /** The port that sends people on to TLS. */
  plainPort: number
  stop(): Promise<void>
}

/** Takes something out of an example for something else; an example without it is not the one that was meant. */
const put = (text: string, changes: readonly [from: string, to: string][]): string =>
  changes.reduce((changed, [from, to]) => {
    if (!changed.includes(from)) throw new Error(`The example has no “${from}”`)
    return changed.replaceAll(from, to)
  }, text)

interface Place {
  folder: string
  port: number
  plainPort: number
  backends: number[]
}

const nginx = async ({ folder, port, plainPort, backends }: Place): Promise<string[]> => {
  const servers = backends.map((backend) => `    server 127.0.0.1:${backend} max_fails=0;`).join('\n')
  const example = put(await readFile(join(deploy, 'nginx.conf'), 'utf8'), [
    ['    server 127.0.0.1:3000 max_fails=0;', servers],
    ['listen 80;', `listen 127.0.0.1:${plainPort};`],
    ['listen 443 ssl;', `listen 127.0.0.1:${port} ssl;`],
    ['webhooks.example.com;', 'listener.test;'],
    ['/etc/nginx/tls/webhooks.example.com.crt', join(folder, 'tls.crt')],
    ['/etc/nginx/tls/webhooks.example.com.key', join(folder, 'tls.key')],
  ])
  await writeFile(join(folder, 'console.conf'), example)
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  )
  await writeFile(
    join(folder, 'nginx.conf'),
    `${process.getuid?.() === 0 ? 'user root;' : ''}
     daemon off; worker_processes 2; pid ${folder}/pid; error_log stderr warn;
     events { worker_connections 1024; }
     http { access_log off; ${temporary.join(' ')} include ${folder}/console.conf; }`,
  )
  return ['-p', folder, '-e', 'stderr', '-c', join(folder, 'nginx.conf')]
}

const caddy = async ({ folder, port, plainPort, backends }: Place): Promise<string[]> => {
  const example = put(await readFile(join(deploy, 'Caddyfile'), 'utf8'), [
    ['webhooks.example.com {', `listener.test:${port} {\n\ttls ${folder}/tls.crt ${folder}/tls.key`],
    ['reverse_proxy 127.0.0.1:3000', `reverse_proxy ${backends.map((backend) => `127.0.0.1:${backend}`).join(' ')}`],
  ])
  const globals = `{\n\tadmin off\n\tstorage file_system ${folder}/data\n\thttp_port ${plainPort}\n\thttps_port ${port}\n}\n`
  await writeFile(join(folder, 'Caddyfile'), globals + example)
  return ['run', '--config', join(folder, 'Caddyfile'), '--adapter', 'caddyfile']
}

/** Starts a server by its example in front of consoles on ports of this machine; ready when it takes connections. */
export async function startFront(front: Front, backends: number[]): Promise<RunningFront> {
  const folder = await mkdtemp(join(tmpdir(), `console-${front}-`))
  const [port, plainPort] = [await freePort(), await freePort()]
  await mkdir(join(folder, 'data'))
  await writeFile(join(folder, 'tls.crt'), CERTIFICATE)
  await writeFile(join(folder, 'tls.key'), KEY, { mode: 0o600 })
  const args = await (front === 'nginx' ? nginx : caddy)({ folder, port, plainPort, backends })
  const child = spawn(front, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: process.env.PATH, HOME: folder },
  })
  let said = ''
  child.stderr.on('data', (chunk) => (said += String(chunk)))
  const ended = once(child, 'exit')
  while (!(await takes(port))) {
    if (child.exitCode !== null) throw new Error(`${front} ended: ${said}`)
    await after(20)
  }
  return {
    port,
    plainPort,
    async stop() {
      child.kill('SIGTERM')
      await ended
      await rm(folder, { recursive: true })
    },
  }
}

const takes = async (port: number): Promise<boolean> => {
  const socket = connect(port, '127.0.0.1')
  const taken = await Promise.race([
    once(socket, 'connect').then(() => true),
    once(socket, 'error').then(() => false),
  ]).catch(() => false)
  socket.destroy()
  return taken
}
