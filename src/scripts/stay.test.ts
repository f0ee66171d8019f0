import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'

it('a command that npm runs hands SIGTERM on to the server, though npm does not', { timeout: 60_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'console-npm-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const tools = JSON.stringify(join(import.meta.dirname, 'tools.mjs'))
  const server = join(folder, 'server.mjs')
  await writeFile(join(folder, 'package.json'), JSON.stringify({ scripts: { start: 'node start.mjs' } }))
  await writeFile(
    join(folder, 'start.mjs'),
    `import { stay } from ${tools}\nprocess.exitCode = await stay([${JSON.stringify(server)}])`,
  )
  await writeFile(
    server,
    `process.on('SIGTERM', () => { console.log('ended well'); process.exit(0) })
     setInterval(() => {}, 1000)
     console.log('up')`,
  )
  const npm = spawn('npm', ['start', '--silent'], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] })
  let out = ''
  npm.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  await vi.waitFor(() => expect(out).toContain('up'), { timeout: 30_000, interval: 50 })
  npm.kill('SIGTERM')
  // The pipe closes when the last process that holds it is gone.
  await once(npm, 'close')
  expect(out).toBe('up\nended well\n')
})
