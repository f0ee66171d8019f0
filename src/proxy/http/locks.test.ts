import { expect, it } from 'vitest'
import { createLocks } from './locks.ts'

const alone = { run: <T>(_: string, work: () => Promise<T>) => work() }

it('runs work of one key in order and of two keys at once', async () => {
  const locks = createLocks(alone)
  const seen: string[] = []
  const gate = Promise.withResolvers<void>()
  const first = locks.run('a', async () => {
    await gate.promise
    seen.push('a1')
  })
  const second = locks.run('a', async () => void seen.push('a2'))
  await locks.run('b', async () => void seen.push('b'))
  gate.resolve()
  await Promise.all([first, second])
  expect(seen).toEqual(['b', 'a1', 'a2'])
})

it('goes on after work that failed', async () => {
  const locks = createLocks(alone)
  const failing = locks.run('a', () => Promise.reject(new Error('no')))
  const next = locks.run('a', () => Promise.resolve('yes'))
  await expect(failing).rejects.toThrow('no')
  await expect(next).resolves.toBe('yes')
})
