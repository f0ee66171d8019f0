import { refuse } from '../base/refusal.ts'
import type { Core } from '../delivery/core.ts'
import type { EventRecord } from '../state/event-store.ts'
import { exportPaths, requireJob } from './export-jobs.ts'
import { operation } from './operation.ts'
import { showEvent } from './present.ts'

/** Events whose tokens are made at once. */
const BATCH = 100

/**
 * The file of a completed export: one event in JSON a line, as it was when the file was written, as often as wanted
 * (API 10, 18 #29). Before completion 409, without a file 404, media type `application/x-ndjson` (18 #28).
 */
export const downloadExport = operation({
  method: 'GET',
  path: exportPaths('/:exportId/download'),
  status: 200,
  run(call) {
    const { state, records } = requireJob(call)
    if (state === 'processing') refuse(409, 'Export is not completed')
    if (!records) refuse(404)
    return new Response(streamOf(lines(call, records)), { headers: { 'Content-Type': 'application/x-ndjson' } })
  },
})

/** Bytes as they are asked for: a file of a million lines is never held whole. */
const streamOf = (texts: AsyncGenerator<string>) =>
  new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await texts.next()
      if (done) controller.close()
      else controller.enqueue(new TextEncoder().encode(value))
    },
    cancel: () => void texts.return(undefined),
  })

async function* lines(core: Pick<Core, 'options' | 'signer'>, records: EventRecord[]): AsyncGenerator<string> {
  for (let place = 0; place < records.length; place += BATCH) {
    const batch = records.slice(place, place + BATCH)
    await core.signer.prepare(batch)
    yield batch.map((record) => `${JSON.stringify(showEvent(core, record))}\n`).join('')
  }
}
