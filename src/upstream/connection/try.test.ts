import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type SandboxServer, serveSandbox } from '../../sandbox/serve/serve.ts'
import { VARIANTS } from '../../sandbox/variants/table.ts'
import { ran } from '../../testing/ran.ts'
import { networkFetch } from '../transport/network-fetch.ts'
import { tryConnections } from './try.ts'

let folder: string
let file: string
let sandbox: SandboxServer
const fetch = networkFetch()
const env: Record<string, string> = {}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'console-try-'))
  file = join(folder, 'console.jsonc')
  sandbox = await serveSandbox({ port: 0, subscriptions: 8, events: 60 })
  const environments = sandbox.customers.map(({ name, customerId, clientId, clientSecret }) => {
    env[`SECRET_${name}`] = clientSecret
    return {
      ...{ id: name, name: `The ${name}`, colour: 'red', baseUrl: sandbox.url, customerId, clientId },
      clientSecret: { env: `SECRET_${name}` },
    }
  })
  // Neither sign-in nor address of the console: the way to the API can be tried before those are settled.
  await writeFile(file, JSON.stringify({ environments }))
})
afterAll(async () => {
  await fetch.close()
  await sandbox.close()
  await rm(folder, { recursive: true })
})

const run = async (options: { config?: string; environment?: string } = {}, differs: Record<string, string> = {}) => {
  const said: string[] = []
  const print = (text: string) => void said.push(text)
  const code = await tryConnections({
    config: file,
    ...options,
    fetch,
    now: Date.now,
    env: { ...env, ...differs },
    print,
  })
  return { code, text: said.join('\n') }
}

it('tries every environment of a configuration, as a command', async () => {
  const { code, out } = await ran(['try', '--config', file], env)
  expect([code, out.match(/: it works\./g)?.length]).toEqual([0, 2])
  expect(out).toContain(`Next: start the console with it: webhooks-console serve --config ${file}`)
  expect(out.split('\n').length).toBeLessThan(40)
})

it('tries one by id or name', async () => {
  for (const name of ['staging', 'The staging']) {
    const { code, text } = await run({ environment: name })
    expect([code, text.match(/: it works\./g)?.length, text.startsWith('The staging')]).toEqual([0, 1, true])
  }
})

it('ends with 1 when one environment does not work, and says what to do', async () => {
  const { code, text } = await run({}, { SECRET_staging: 'wrong' })
  expect(code).toBe(1)
  expect(text).toMatch(/The production: it works\.[\s\S]*The staging: it does not work yet\./)
  expect(text).toMatch(/FAILS +Token +The API does not accept the credentials of the console \(401\)/)
  expect(text).toContain('Next: Check clientId, clientSecret and customerId.')
})

it.each([
  ['an environment that is not there', { environment: 'x' }, 64, 'production, staging'],
  ['a file that is not there', { config: 'none.jsonc' }, 78, 'there is no such file'],
])('refuses %s', async (_, options, code, words) => {
  const refused = await run(options)
  expect([refused.code, refused.text]).toEqual([code, expect.stringContaining(words)])
})

it('names the settings of an environment that are wrong, and no others', async () => {
  const wrong = join(folder, 'wrong.jsonc')
  await writeFile(wrong, '{ "publicUrl": 17, "environments": [{ "id": "Prod" }] }')
  const { code, text } = await run({ config: wrong })
  expect([code, text.includes('environments[0].id'), text.includes('publicUrl')]).toEqual([78, true, false])
})

it.each(Object.keys(VARIANTS))('works with an API of the variant %s', async (name) => {
  expect(sandbox.sandbox.variants.turnOn(name)).toBe(true)
  const { code, text } = await run({ environment: 'production' })
  sandbox.sandbox.variants.turnOff(name)
  expect([code, text]).toEqual([0, expect.stringContaining('The production: it works.')])
})
