import { setImmediate as nextRound } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { csvFile } from './csv.ts'
import { createTurns } from './turns.ts'

it('lets one work at a time, in the order of asking, and the process between two', async () => {
  const turns = createTurns()
  const noted: string[] = []
  const work = async (name: string) => {
    const end = await turns()
    noted.push(`${name} begins`)
    await Promise.resolve()
    noted.push(`${name} ends`)
    end()
  }
  const others = async () => {
    await nextRound()
    noted.push('others')
  }
  await Promise.all([work('a'), others(), work('b'), work('c')])
  expect(noted).toEqual(['a begins', 'a ends', 'others', 'b begins', 'b ends', 'c begins', 'c ends'])
})

it('lets others in between the parts of files, however many are read at once', async () => {
  async function* rows() {
    for (let row = 0; row < 5000; row++) yield { row }
  }
  let reading = true
  let rounds = 0
  const watch = async () => {
    while (reading) {
      await nextRound()
      rounds += 1
    }
  }
  const read = async () => {
    let parts = 0
    for await (const part of csvFile({ row: ({ row }) => row }, rows())) parts += Number(part.length > 0)
    return parts
  }
  const watching = watch()
  const parts = await Promise.all(Array.from({ length: 20 }, read))
  reading = false
  await watching
  expect(rounds).toBeGreaterThanOrEqual(parts.reduce((sum, one) => sum + one, 0) - parts.length)
})

it('lets the next work when one breaks off', async () => {
  async function* broken() {
    yield { row: 1 }
    throw new Error('the disk is full')
  }
  async function* whole() {
    yield { row: 2 }
  }
  const columns = { row: ({ row }: { row: number }) => row }
  const all = async (file: AsyncIterable<string>) => {
    let text = ''
    for await (const part of file) text += part
    return text
  }
  await expect(all(csvFile(columns, broken()))).rejects.toThrow('the disk is full')
  expect(await all(csvFile(columns, whole()))).toContain('2\r\n')
})
