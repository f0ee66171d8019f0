import { expect, inject, it } from 'vitest'
import { createDatabase } from '../../testing/postgres.ts'
import { describeOnBothEngines } from '../../testing/postgres-stores.ts'
import { openDatabase } from '../database/database.ts'
import { openStore } from '../store.ts'
import { createSharedLocks, LockHeld } from './shared-locks.ts'

const server = inject('postgres')

it.skipIf(server === null)('keep the work of two processes apart, by name, whatever becomes of it', async () => {
  const setting = { postgres: await createDatabase(server ?? '') }
  const [one, other] = [await openStore(setting), await openStore(setting)]
  let [inside, most, done] = [0, 0, 0]
  const works = Array.from({ length: 40 }, (_, at) =>
    (at % 2 === 0 ? one : other).locks.run(`name ${at % 3 === 0 ? 'a' : 'b'}`, async () => {
      if (at % 3 === 0) return
      most = Math.max(most, ++inside)
      await one.check()
      inside -= 1
      done += 1
      if (at % 5 === 0) throw new Error('no')
    }),
  )
  await Promise.allSettled(works)
  expect([most, done]).toEqual([1, 26])
  for (const store of [one, other]) await store.close()
})

it.skipIf(server === null)('are free again when the process that held them has died', async () => {
  const setting = { postgres: await createDatabase(server ?? '') }
  const database = await openDatabase(setting)
  const locks = createSharedLocks(database, 0)
  const held = Promise.withResolvers<void>()
  const taken = Promise.withResolvers<void>()
  const first = locks.run('a', async () => {
    taken.resolve()
    await held.promise
  })
  await taken.promise
  await expect(locks.run('a', async () => 'too soon')).rejects.toBeInstanceOf(LockHeld)
  await database.db.updateTable('locks').set({ until: 0 }).execute()
  expect(await locks.run('a', async () => 'after its lease')).toBe('after its lease')
  held.resolve()
  await first
  await database.db.destroy()
})

describeOnBothEngines('the changes of subscriptions', ({ setting, open }) => {
  it('are told to other processes, once each, and not to the one that made them', async () => {
    const given = await setting()
    const [one, other] =
      'postgres' in given ? [await openStore(given), await openStore(given)] : [await open(), await open()]
    if (!one || !other) throw new Error('There are two')
    const heard = other.changes.follow('production')
    const own = one.changes.follow('production')
    expect([await heard(), await own()]).toEqual([[], []])
    for (const id of ['a', 'b', 'a']) await one.changes.note('production', id)
    await one.changes.note('staging', 'c')
    const told = 'postgres' in given ? ['a', 'b'] : []
    expect([await heard(), await own()]).toEqual([told, []])
    expect(await heard()).toEqual([])
    await one.changes.note('production', 'd')
    expect(await heard()).toEqual('postgres' in given ? ['d'] : [])
    if ('postgres' in given) for (const store of [one, other]) await store.close()
  })
})
