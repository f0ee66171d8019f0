/** Simulates the seeds of a share, every `step`th one, and posts what came of each. */
import { parentPort, workerData } from 'node:worker_threads'
import { simulate } from './simulate.ts'

/** The seeds of one worker: from `from` up to, but without, `end`. `certainAfter` is in ms. */
export interface Share {
  from: number
  end: number
  step: number
  certainAfter: number
}

const { from, end, step, certainAfter }: Share = workerData
for (let seed = from; seed < end; seed += step) parentPort?.postMessage(await simulate(seed, certainAfter))
