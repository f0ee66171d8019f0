import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { z } from 'zod'
import { Secret } from './secret.ts'
import { settings } from './setting-types.ts'

/** The sources of secrets: the environment's variables, and the folder that relative paths start at. */
export interface SecretSources {
  env: Record<string, string | undefined>
  folder: string
}

const HOW = 'use {"env": "NAME"} or {"file": "PATH"}'

/** Returns what is wrong with the value of a secret. It is asked before the value is wrapped, so that no one has to reveal it. */
type SecretRule = (value: string) => string | undefined

/** A setting that names a secret: `{"env": NAME}` or `{"file": PATH}`; a file's last line end is cut. */
export function secretSetting(places: SecretSources, rule?: SecretRule) {
  return z
    .union(
      [
        settings({ env: z.string().min(1, 'must name a variable') }),
        settings({ file: z.string().min(1, 'must name a file') }),
      ],
      {
        error: ({ input }) => {
          if (typeof input === 'string') return `must not be written into this file: ${HOW}`
          return input === undefined ? `is missing: ${HOW}` : `must be {"env": "NAME"} or {"file": "PATH"}`
        },
      },
    )
    .transform(async (source, context): Promise<Secret> => {
      const read = 'env' in source ? fromVariable(source.env, places) : await fromFile(source.file, places)
      const problem = 'value' in read ? rule?.(read.value) : read.problem
      if ('value' in read && problem === undefined) return new Secret(read.value)
      context.issues.push({ code: 'custom', message: problem ?? 'cannot be read', input: undefined })
      return z.NEVER
    })
}

type ReadValue = { value: string } | { problem: string }

const fromVariable = (name: string, { env }: SecretSources): ReadValue => {
  const value = env[name]
  if (value === undefined) return { problem: `the environment variable ${name} is not set` }
  return value.trim() === '' ? { problem: `the environment variable ${name} is empty` } : { value }
}

const fromFile = async (path: string, { folder }: SecretSources): Promise<ReadValue> => {
  const file = resolve(folder, path)
  try {
    const value = (await readFile(file, 'utf8')).replace(/\r?\n$/, '')
    return value.trim() === '' ? { problem: `the file ${file} is empty` } : { value }
  } catch (error) {
    return { problem: `the file ${file} cannot be read: ${whyUnreadable(error)}` }
  }
}

/** Returns in words why a file cannot be read. */
export function whyUnreadable(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
  return { ENOENT: 'there is no such file', EACCES: 'permission is denied', EISDIR: 'it is a folder' }[code] ?? code
}
