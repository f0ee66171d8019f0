import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { VERSION } from '../config/version.ts'
import { ran } from '../testing/ran.ts'
import { COMMANDS } from './commands.ts'

it.each([['--help'], ['-h'], ['help']])('lists every command for %s', async (word) => {
  const { code, out, err } = await ran([word])
  expect([code, err]).toEqual([0, ''])
  for (const [name, { does }] of Object.entries(COMMANDS)) expect(out).toMatch(new RegExp(`^  ${name} +${does}$`, 'm'))
})

it('says which commands there are when none is given, and fails', async () => {
  expect(await ran([])).toMatchObject({ code: 64, out: '', err: expect.stringContaining('check-config') })
})

it.each(Object.keys(COMMANDS))('tells the flags of %s and does nothing', async (name) => {
  const { code, out } = await ran([...name.split(' '), '--help'])
  expect([code, out]).toEqual([0, expect.stringContaining(`Usage: webhooks-console ${name}`)])
})

it.each([
  [['serv'], 'There is no command serv. Did you mean serve?'],
  [['xyzzyx'], 'There is no command xyzzyx. See'],
  [['constructor'], 'There is no command constructor. See'],
  [['journal'], /no command journal\.\n\n {2}journal verify .*\n {2}journal export /],
  [['journal', 'verfy'], /no command journal verfy\.\n\n {2}journal verify /],
  [['check-config'], 'No configuration is named: give --config FILE, or set CONSOLE_CONFIG.'],
  [['check-config', '--confg', 'x'], "Unknown option '--confg'. See webhooks-console --help."],
  [['check-config', '--config'], "Option '--config <value>' argument missing. See"],
  [['check-config', 'file'], "Unexpected argument 'file'. See"],
  [['serve'], 'No configuration is named'],
])('refuses %j with what would do', async (words, said) => {
  const refused = await ran(words)
  expect([refused.code, refused.out]).toEqual([64, ''])
  expect(refused.err).toEqual(typeof said === 'string' ? expect.stringContaining(said) : expect.stringMatching(said))
})

it.each([['version'], ['--version']])('prints the version for %s', async (word) => {
  expect(await ran([word])).toEqual({
    code: 0,
    out: `webhooks-console ${VERSION} (Node ${process.versions.node})\n`,
    err: '',
  })
})

it('checks a configuration, the flag before the variable', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'console-config-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const [right, wrong] = [join(folder, 'right.json'), join(folder, 'wrong.json')]
  const environment = {
    ...{ id: 'one', name: 'One', colour: 'red', region: 'eu', clientId: 'c', clientSecret: { env: 'SECRET' } },
    customerId: '2f1d6d9a-3c39-4b0c-8a7a-6a6c9a1f0b11',
  }
  const signIn = { issuer: 'https://id.example', clientId: 'c', roles: { staff: 'viewer' } }
  await writeFile(right, JSON.stringify({ publicUrl: 'https://c.example', environments: [environment], signIn }))
  await writeFile(wrong, '{ "publicUrl": 17 }')
  const env = { CONSOLE_CONFIG: wrong, SECRET: 'never-shown' }
  expect(await ran(['check-config', '--config', right], env)).toEqual({
    code: 0,
    out: `The configuration ${right} is right.\n`,
    err: '',
  })
  expect(await ran(['check-config'], env)).toMatchObject({
    code: 78,
    out: '',
    err: expect.stringContaining('publicUrl: '),
  })
  expect(await ran(['check-config', '--config', right])).toMatchObject({
    code: 78,
    err: expect.stringContaining('environments[0].clientSecret: the environment variable SECRET is not set'),
  })
})
