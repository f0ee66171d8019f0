import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, it } from 'vitest'

const read = (file: string) => JSON.parse(readFileSync(resolve(import.meta.dirname, '../..', file), 'utf8'))
const { packages } = read('package-lock.json')
const manifest = read('package.json')

it('names no registry, so each person installs from their own', () => {
  expect(Object.keys(packages).filter((name) => packages[name].resolved)).toEqual([])
})

it('holds the versions that package.json asks for', () => {
  const wanted: Record<string, string> = { ...manifest.dependencies, ...manifest.devDependencies }
  const locked = Object.keys(wanted).map((name) => [name, packages[`node_modules/${name}`]?.version])
  expect(Object.fromEntries(locked)).toEqual(wanted)
})
