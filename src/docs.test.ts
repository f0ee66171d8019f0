import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '..')
const pages = globSync(['*.md', 'docs/**/*.md', 'src/**/*.md'], { cwd: root }).map((page) => page.replaceAll('\\', '/'))

/** Returns the paths that a page names: links, relative to it, and what stands in backticks below `src/`, `docs/`, `e2e/`, `deploy/` or `bin/`. */
const pathsIn = (page: string): string[] => {
  const text = readFileSync(join(root, page), 'utf8')
  const links = [...text.matchAll(/\]\((?!\w+:|#)([^)#]+)[^)]*\)/g)].map(([, link]) =>
    join(dirname(page), String(link)),
  )
  const quoted = [...text.matchAll(/`((?:src|docs|e2e|deploy|bin)\/[\w./-]+)`/g)].map(([, path]) => String(path))
  return [...links, ...quoted]
}

it('has pages that name paths', () => {
  expect(pages.flatMap(pathsIn).length).toBeGreaterThan(50)
})

it.each(pages)('%s names only what exists', (page) => {
  expect(pathsIn(page).filter((path) => !existsSync(join(root, path)))).toEqual([])
})

it('lists every decision', () => {
  const records = globSync('docs/decisions/0*.md', { cwd: root }).map((file) => join(root, file))
  const listed = pathsIn('docs/decisions/README.md').map((path) => join(root, path))
  expect(listed.toSorted()).toEqual(records.toSorted())
})
