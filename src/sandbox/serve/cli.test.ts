import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { DEFAULTS } from '../base/options.ts'
import { helpText, readCommand } from './read.ts'

const problemsOf = (...args: string[]) => {
  const command = readCommand(args)
  return command.does === 'fail' ? command.problems : []
}

describe('the command line', () => {
  it('turns flags into options', () => {
    const args =
      '--port 0 --seed 7 --envelope=named --order newest --time-scale 0.5 --redirect-uri http://a.example/x --redirect-uri http://b.example/y --public-url https://c.example/'
    expect(readCommand(args.split(' '))).toEqual({
      does: 'serve',
      options: {
        port: 0,
        seed: 7,
        envelope: 'named',
        eventOrder: 'newest',
        timeScale: 0.5,
        redirectUris: ['http://a.example/x', 'http://b.example/y'],
        publicUrl: 'https://c.example',
      },
    })
  })

  it('lets switches stand alone', () => {
    for (const args of [['--redeliver-all'], ['--redeliver-all', 'on'], ['--redeliver-all', '--summary', 'off']])
      expect(readCommand(args)).toMatchObject({ does: 'serve', options: { redeliverAll: 'on' } })
  })

  it('says everything that is wrong', () => {
    expect(problemsOf('--port', '99999', '--envelope', 'round', '--redirect-uri', 'x')).toEqual([
      '--port must be a whole number from 0 to 65535, not "99999"',
      '--redirect-uri must be an http or https URL, not "x"',
      '--envelope must be one of array, named, not "round"',
    ])
    expect(problemsOf('--seed', '1', '--seed', '2')).toEqual(['--seed may be given once, not "1" "2"'])
    expect(problemsOf('--colour', 'red')[0]).toContain("Unknown option '--colour'")
    expect(problemsOf('extra')[0]).toContain("Unexpected argument 'extra'")
    for (const bad of ['', ' ', '1e999', '2.5', '-1']) expect(problemsOf(`--events=${bad}`)).toHaveLength(1)
  })

  it('names every option in its help, with the default', () => {
    const help = helpText()
    expect(readCommand(['--help', '--port', 'x'])).toEqual({ does: 'help' })
    expect(help).toMatch(/--page-size N +items on a page of subscriptions or events \(100\)/)
    for (const key of Object.keys(DEFAULTS)) {
      const name = { customers: 'help', allowedScopes: 'allowed-scope', eventOrder: 'order', variants: 'variant' }[key]
      expect(help).toContain(`--${name ?? key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`)
    }
  })
})

it('has every flag in the README', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
  const flags = helpText().match(/^ {2}--[a-z-]+/gm) ?? []
  expect(flags.length).toBeGreaterThan(30)
  for (const flag of flags) expect(readme).toContain(`| \`${flag.trim()}\` `)
})

describe('the program', () => {
  const run = (...args: string[]) => {
    const child = spawn(process.execPath, ['src/sandbox/serve/cli.ts', ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
    const text = { out: '', err: '' }
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text.out += chunk))
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (text.err += chunk))
    return { child, text }
  }

  it('exits with 64 on a bad option', async () => {
    const { child, text } = run('--page-size', 'many')
    expect(await once(child, 'close')).toEqual([64, null])
    expect(text.err).toContain('--page-size must be a whole number')
  }, 20_000)

  it('prints what is needed to use it, and nothing else, and stops when told to', async () => {
    const { child, text } = run('--port', '0', '--subscriptions', '4', '--events', '20')
    await expect.poll(() => text.out, { timeout: 15_000 }).toContain('Ctrl-C stops it.')
    const url = /Base URL +(\S+)/.exec(text.out)?.[1]
    expect((await fetch(`${url}/_sandbox/state`)).status).toBe(200)
    expect(text.out).toMatch(/Client id, secret +[a-z0-9]{32} {2}[a-z0-9]{32}/)
    expect(text.out).toContain('Ada Brandt (administrator)')
    child.kill('SIGTERM')
    expect(await once(child, 'close')).toEqual([0, null])
    expect(text.err).toBe('')
  }, 20_000)
})
