import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { readConfig, readEnvironments } from './config.ts'
import { configSchema } from './schema.ts'

const docs = await readFile(new URL('../../docs/configuration.md', import.meta.url), 'utf8')

it('documents an example that works', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'console-docs-'))
  const [, example = ''] = /```jsonc\n([\s\S]*?)```/.exec(docs) ?? []
  await mkdir(join(folder, 'secrets'))
  await writeFile(join(folder, 'secrets/staging'), 'secret\n')
  await writeFile(join(folder, 'console.jsonc'), example)
  const env = { WEBHOOKS_EU_SECRET: 'secret', ENTITY_EU_SECRET: 'secret', SIGN_IN_SECRET: 'secret' }
  await expect(readConfig(join(folder, 'console.jsonc'), env)).resolves.toMatchObject({
    environments: [{ id: 'production' }, { id: 'staging' }],
  })
  await rm(folder, { recursive: true })
})

it('documents the smallest file that can be tried', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'console-docs-'))
  const connecting = await readFile(new URL('../../docs/connecting.md', import.meta.url), 'utf8')
  const [, example = ''] = /```jsonc\n([\s\S]*?)```/.exec(connecting) ?? []
  await writeFile(join(folder, 'console.jsonc'), example)
  const env = { IDENTITY_CLOUD_SECRET: 'secret' }
  await expect(readEnvironments(join(folder, 'console.jsonc'), env)).resolves.toMatchObject([{ id: 'production' }])
  await rm(folder, { recursive: true })
})

/** Every name in the schema, however deep. */
const namesIn = (schema: unknown): string[] => {
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape).flatMap(([name, inner]) => [name, ...namesIn(inner)])
  if (schema instanceof z.ZodArray) return namesIn(schema.element)
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return namesIn(schema.unwrap())
  return []
}

it('documents every setting', () => {
  const names = namesIn(configSchema({ env: {}, folder: '' }))
  expect(names).toContain('maxAnswerMiB')
  expect(names.filter((name) => !docs.includes(`\`${name}\``) && !docs.includes(`{"${name}"`))).toEqual([])
})
