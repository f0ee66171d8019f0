import { expect, it } from 'vitest'
import { describeOnBothEngines } from '../../testing/postgres-stores.ts'
import { openStore } from '../store.ts'
import type { InterfaceFile } from './interface-files.ts'

const DAY = 86_400_000
const fileOf = (path: string): InterfaceFile => ({
  path,
  type: 'text/javascript; charset=utf-8',
  encoding: 'br',
  body: Buffer.from([0, 255, 7, ...Buffer.from(path)]),
})

describeOnBothEngines('the files of interfaces', ({ setting }) => {
  it('are kept for the processes of other builds, for a week after the last that had them', async () => {
    const place = await setting()
    let now = Date.parse('2026-11-27T12:00:00Z')
    const store = await openStore(place, { now: () => now })
    const { interfaceFiles } = store
    const [first, shared, second] = ['/assets/one.js', '/assets/both.js', '/assets/two.js'].map(fileOf)
    if (!first || !shared || !second) throw new Error('there are three')
    await Promise.all([interfaceFiles.keep([first, shared]), interfaceFiles.keep([first, shared])])
    expect(await interfaceFiles.find(first.path)).toEqual(first)
    expect(await interfaceFiles.find('/assets/none.js')).toBeUndefined()

    now += 6 * DAY
    await store.check()
    await interfaceFiles.keep([shared, second])
    expect(await interfaceFiles.find(first.path)).toEqual(first)
    now += 3 * DAY
    await store.check()
    await interfaceFiles.keep([])
    expect(await Promise.all([first, shared, second].map(({ path }) => interfaceFiles.find(path)))).toEqual([
      undefined,
      shared,
      second,
    ])
    await store.close()
  })
})
