import { expect, it } from 'vitest'
import type { QueuedReply } from '../../contract/run.ts'
import { queuedNotice } from './queue-words.ts'

const now = Date.parse('2026-11-22T15:00:00Z')
const reply = (differs: Partial<QueuedReply>): QueuedReply => ({
  run: '0192f0c4-0000-7000-8000-000000000001',
  state: 'scheduled',
  note: null,
  goesOutAt: null,
  certainAt: null,
  ahead: 0,
  ...differs,
})

it.each([
  [{}, 'waiting', 'Redelivery scheduled'],
  [{ state: 'waiting', goesOutAt: '2026-11-22T15:00:40Z' }, 'waiting', 'Goes out in 40 s'],
  [
    { state: 'waiting', goesOutAt: '2026-11-22T15:02:40Z', ahead: 2 },
    'waiting',
    'Goes out in 2 min 40 s (2 before it)',
  ],
  [{ state: 'waiting', note: 'Off' }, 'waiting', 'It waits for its turn'],
  [{ state: 'already' }, 'success', 'Not needed'],
  [{ state: 'expired', note: 'Forgotten' }, 'failure', 'It was not sent'],
  [{ state: 'unknown' }, 'waiting', 'Sent'],
  [{ state: 'unknown', certainAt: '2026-11-22T15:09:00Z' }, 'waiting', 'No answer came'],
] as const)('says what came of asking for one event', (differs, tone, title) => {
  expect(queuedNotice(reply(differs), now)).toMatchObject({ tone, title })
})

it('says when an unknown outcome is certain', () => {
  const words = (certainAt: string) => queuedNotice(reply({ state: 'unknown', certainAt }), now).text
  expect(words('2026-11-22T15:09:00Z')).toBe(
    'Certain in 9 min; sent a second time at most, and only if there is no trace of the first call by then.',
  )
  expect(words('2026-11-22T14:59:00Z')).toMatch(/^Certain any moment; /)
})
