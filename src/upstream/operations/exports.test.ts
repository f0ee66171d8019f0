import { describe, expect, it } from 'vitest'
import one from '../../testing/api-examples/export-get-200.json' with { type: 'json' }
import listed from '../../testing/api-examples/export-list-200.json' with { type: 'json' }
import summary from '../../testing/api-examples/summary-200.json' with { type: 'json' }
import { stubApi } from '../../testing/stub-api.ts'

const SUB = '1f3c0a4e-5b6d-4c7e-8f90-a1b2c3d4e5f6'
const JOB = one.id
const missing = () => Response.json({ status: 404, title: 'Not Found' }, { status: 404 })
const conflict = (details: string) => () => Response.json({ status: 409, title: 'Conflict', details }, { status: 409 })

/** The calls that were made, without the token call. */
const paths = (calls: string[]) =>
  calls
    .filter((call) => !call.includes('/login/token'))
    .map((call) => call.replace(`/webhooks/subscriptions/${SUB}`, ''))

describe('the list', () => {
  it('leaves out a job that cannot be read, and is refused where none can', async () => {
    const { upstream } = stubApi(() => Response.json({ _embedded: { exports: [{ state: 'completed' }, one] } }))
    expect((await upstream.listExports(SUB)).map(({ id }) => id)).toEqual([JOB])
    const none = stubApi(() => Response.json({ _embedded: { exports: [{ state: 'completed' }] } }))
    await expect(none.upstream.listExports(SUB)).rejects.toMatchObject({
      problem: { code: 'upstream_broken', differs: expect.stringContaining('/0/id of the export list: absent') },
    })
  })
})

describe('the two paths', () => {
  it('are tried in turn, and the one that works is remembered', async () => {
    const { upstream, calls } = stubApi((request) =>
      request.url.includes('/events/exports') ? Response.json(listed) : missing(),
    )
    expect(await upstream.listExports(SUB)).toHaveLength(1)
    expect(await upstream.listExports(SUB)).toHaveLength(1)
    expect(paths(calls)).toEqual(['GET /exports token-1', 'GET /events/exports token-1', 'GET /events/exports token-1'])
  })

  it('are both asked before something is said not to be there', async () => {
    const { upstream, calls } = stubApi(missing)
    await expect(upstream.getExport(SUB, JOB)).rejects.toMatchObject({ problem: { code: 'not_found' } })
    expect(paths(calls).slice(0, 2)).toEqual([`GET /exports/${JOB} token-1`, `GET /events/exports/${JOB} token-1`])
    await expect(upstream.listExports(SUB)).rejects.toMatchObject({
      problem: { title: 'The API has no exports of this subscription' },
    })
    expect(paths(calls)[2]).toBe('GET /exports token-1')
  })

  it('are told apart by any answer but 404, a refusal too', async () => {
    const { upstream, calls } = stubApi(missing, conflict('Too many active exports'))
    await expect(upstream.startExport(SUB)).rejects.toMatchObject({ problem: { status: 409 } })
    await expect(upstream.startExport(SUB)).rejects.toMatchObject({ problem: { status: 409 } })
    expect(paths(calls)).toEqual([
      'POST /exports token-1',
      'POST /events/exports token-1',
      'POST /events/exports token-1',
    ])
  })

  it('are 405 where the older API takes the name for an event', async () => {
    const { upstream } = stubApi(
      () => new Response(null, { status: 405 }),
      () => Response.json(one, { status: 201 }),
    )
    expect(await upstream.startExport(SUB)).toMatchObject({ status: 201, id: JOB })
  })

  it('are not both asked when the API fails', async () => {
    const { upstream, calls } = stubApi(() => new Response(null, { status: 500 }))
    await expect(upstream.startExport(SUB)).rejects.toMatchObject({ problem: { code: 'upstream_unavailable' } })
    expect(paths(calls)).toHaveLength(1)
  })
})

describe('starting', () => {
  it.each([
    ['the job', Response.json(one, { status: 201 }), { status: 201, id: JOB, job: { state: 'processing' } }],
    ['its id among other things', Response.json({ id: JOB, more: 1 }), { status: 200, id: JOB }],
    ['its id alone', Response.json(JOB), { status: 200, id: JOB }],
  ])('gives %s', async (_, answer, expected) => {
    expect(await stubApi(() => answer).upstream.startExport(SUB)).toMatchObject(expected)
  })

  it.each([
    ['nothing', new Response(null, { status: 202 })],
    ['no JSON', new Response('started', { status: 200 })],
  ])('is done though the answer holds %s', async (_, answer) => {
    const written = await stubApi(() => answer).upstream.startExport(SUB)
    expect(written).toEqual({ status: answer.status })
  })

  it.each([
    ['Too many active exports', 'too many exports are active', 'Wait a minute or two'],
    ['Only one export can be completed in 24 hours', 'one export of a subscription in 24 hours', 'Download the last'],
    ['Come back later', 'does not start an export now', 'Try again later'],
  ])('refused with “%s” is explained', async (details, title, remedy) => {
    await expect(stubApi(conflict(details)).upstream.startExport(SUB)).rejects.toMatchObject({
      problem: {
        code: 'upstream_refused',
        status: 409,
        title: expect.stringContaining(title),
        remedy: expect.stringContaining(remedy),
        upstreamMessage: details,
      },
    })
  })

  it('refused for its pace says when to come back', async () => {
    const busy = () => new Response(null, { status: 429, headers: { 'retry-after': '90' } })
    await expect(stubApi(busy).upstream.startExport(SUB)).rejects.toMatchObject({
      problem: { code: 'rate_limited', title: 'The API does not start another export yet', retryAfter: 90 },
    })
  })

  it('is asked for once, and its lost answer leaves it unknown', async () => {
    const { upstream, calls } = stubApi(() => Object.assign(new Error('reset'), { code: 'ECONNRESET' }))
    await expect(upstream.startExport(SUB)).rejects.toMatchObject({ problem: { code: 'outcome_unknown' } })
    expect(paths(calls)).toHaveLength(1)
  })
})

it('cancels, whatever the answer says of the job', async () => {
  const { upstream, calls } = stubApi(
    () => Response.json({ ...one, state: 'canceled' }),
    () => new Response(null, { status: 204 }),
    conflict('Export can no longer be canceled'),
  )
  expect(await upstream.cancelExport(SUB, JOB)).toMatchObject({ status: 200, job: { state: 'canceled' } })
  expect(await upstream.cancelExport(SUB, JOB)).toEqual({ status: 204 })
  await expect(upstream.cancelExport(SUB, JOB)).rejects.toMatchObject({
    problem: { title: 'This export can no longer be cancelled', remedy: expect.stringContaining('download it') },
  })
  expect(paths(calls)[0]).toBe(`DELETE /exports/${JOB} token-1`)
})

it('reads the summary, which older APIs do not have', async () => {
  const { upstream } = stubApi(() => Response.json(summary), missing)
  expect(await upstream.getSummary(SUB)).toMatchObject({ exportable: 5 })
  await expect(upstream.getSummary(SUB)).rejects.toMatchObject({
    problem: { code: 'not_found', title: expect.stringContaining('does not offer a summary') },
  })
})

it('sends a test once, and explains why not', async () => {
  const { upstream, calls } = stubApi(
    () => new Response(null, { status: 202 }),
    conflict('Subscription is disabled'),
    () => Object.assign(new Error('reset'), { code: 'ECONNRESET' }),
  )
  expect(await upstream.sendTest(SUB)).toEqual({ status: 202 })
  await expect(upstream.sendTest(SUB)).rejects.toMatchObject({
    problem: { code: 'subscription_off', title: expect.stringContaining('no test notification') },
  })
  await expect(upstream.sendTest(SUB)).rejects.toMatchObject({ problem: { code: 'outcome_unknown' } })
  expect(paths(calls)).toEqual(Array(3).fill('POST /test token-1'))
})

it('takes no path for an id', async () => {
  const { upstream, calls } = stubApi(missing)
  await expect(upstream.getExport(SUB, '../x')).rejects.toMatchObject({ problem: { code: 'invalid_request' } })
  await expect(upstream.getSummary('..')).rejects.toMatchObject({ problem: { code: 'invalid_request' } })
  expect(calls).toEqual([])
})
