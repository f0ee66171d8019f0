import { closeSync, openSync, readFileSync } from 'node:fs'
import { expect, it, onTestFinished } from 'vitest'
import { mountSmallDisk } from '../testing/small-disk.ts'
import { createLog } from './log.ts'
import { createLogDestination } from './log-destination.ts'

it('a full disk costs lines, whole ones, and is told when there is room again', async ({ skip }) => {
  const disk = mountSmallDisk('1m')
  if (!disk) return skip('this machine does not let its user mount a disk')
  onTestFinished(disk.remove)
  const file = `${disk.folder}/log`
  const to = createLogDestination(file)
  const log = createLog('info', to)
  log.info('before')
  await to.drained()
  disk.fill()
  for (let line = 0; line < 100; line++) {
    log.info({ text: 'x'.repeat(1000) }, 'while it is full')
    await to.drained()
  }
  disk.makeRoom()
  log.info('after')
  await to.drained()
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
  const read = lines.map((line) => {
    try {
      return JSON.parse(line)
    } catch {
      return { msg: 'torn' }
    }
  })
  const whole = read.filter(({ msg }) => msg === 'while it is full').length
  expect(read.filter(({ msg }) => msg === 'torn').length).toBeLessThanOrEqual(1)
  expect(read[0]).toMatchObject({ msg: 'before' })
  expect(read.at(-1)).toMatchObject({ msg: 'after' })
  expect(read.at(-2)).toMatchObject({ msg: 'log lines were lost', level: 'warn', lost: 100 - whole })
})

it('a place that never takes a line holds nobody up, at the end neither', async ({ skip }) => {
  const full = openFull()
  if (full === undefined) return skip('there is no /dev/full here')
  onTestFinished(() => closeSync(full))
  const to = createLogDestination(full)
  const log = createLog('info', to)
  for (let line = 0; line < 1000; line++) log.info({ text: 'x'.repeat(10_000) }, 'lost')
  await to.drained()
  log.info('the last one')
  to.writeLast()
})

const openFull = (): number | undefined => {
  try {
    return openSync('/dev/full', 'w')
  } catch {
    return undefined
  }
}
