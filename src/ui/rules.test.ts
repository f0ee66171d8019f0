import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
  .map((file) => ({ file, text: readFileSync(join(import.meta.dirname, file), 'utf8') }))

/** Returns the files in which something stands that only the files in `except` may have. */
const having = (what: RegExp, except: string[]) =>
  files.filter(({ file, text }) => what.test(text) && !except.includes(file)).map(({ file }) => file)

it('tells the time by the server’s clock', () => {
  expect(having(/\bDate\.now\(\)|new Date\(\)/, ['kit/time/server-clock.ts'])).toEqual([])
})

it('loads every part by the one way that bears a part which does not come', () => {
  expect(having(/\blazy\b[^:]*\} from 'react'/, ['kit/lazy/lazy-part.tsx'])).toEqual([])
  const bare = files.filter(({ text }) => /\bimport\(/.test(text) && !/kit\/lazy\/|\.\.\/lazy\//.test(text))
  expect(bare.map(({ file }) => file)).toEqual([])
})
