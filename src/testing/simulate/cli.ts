/**
 * `npm run test:simulate`: 10,000 seeds of the simulation, on all cores. `--seeds 500` for fewer,
 * `--from 1000` for others, `--seed 1234` replays one and prints it, `--certain-after 15` takes a rule of 15 s.
 */
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import { SECOND } from '../../contract/durations.ts'
import type { Simulated } from './simulate.ts'
import type { Share } from './worker.ts'

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '10000' },
    from: { type: 'string', default: '0' },
    seed: { type: 'string' },
    'certain-after': { type: 'string', default: '600' },
  },
})
const print = (text: string) => process.stdout.write(`${text}\n`)
const certainAfter = Number(values['certain-after']) * SECOND
const from = Number(values.seed ?? values.from)
const end = values.seed === undefined ? from + Number(values.seeds) : from + 1

const began = performance.now()
const ends: Record<string, number> = {}
let [wrong, deaths] = [0, 0]

const hear = ({ seed, weather, broken, ...result }: Simulated) => {
  deaths += result.deaths
  for (const [state, count] of Object.entries(result.ends)) ends[state] = (ends[state] ?? 0) + count
  if (broken.length > 0) wrong++
  if (broken.length > 0 || values.seed !== undefined) print(`seed ${seed} ${JSON.stringify(weather)}`)
  for (const promise of broken) print(`  ${promise}`)
  if (broken.length > 0) print(`  again: npm run test:simulate -- --seed ${seed}`)
}

const step = Math.min(availableParallelism(), end - from)
const workers = Array.from({ length: step }, (_, place) => {
  const share: Share = { from: from + place, end, step, certainAfter }
  return new Worker(new URL('./worker.ts', import.meta.url), { workerData: share }).on('message', hear)
})
await Promise.all(workers.map((worker) => once(worker, 'exit')))
const seconds = (performance.now() - began) / SECOND
print(
  `${end - from} seeds in ${seconds.toFixed(0)} s (${((end - from) / seconds).toFixed(1)} a second), ${deaths} deaths`,
)
print(
  `events: ${Object.entries(ends)
    .map(([state, count]) => `${count} ${state}`)
    .join(', ')}`,
)
print(wrong === 0 ? 'no seed fails' : `${wrong} seeds fail`)
process.exitCode = wrong > 0 ? 1 : 0
