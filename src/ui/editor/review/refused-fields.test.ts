import { expect, it } from 'vitest'
import type { ShownProblem } from '../../api/problem.ts'
import { refusedFields } from './refused-fields.ts'

const problem = (more: Partial<ShownProblem>): ShownProblem => ({
  code: 'upstream_refused',
  status: 400,
  title: '',
  remedy: '',
  requestId: '',
  ...more,
})

it('finds the field in however its name is written', () => {
  const fields = [
    { name: 'filter.properties.entityUpdated', reason: 'is not valid' },
    { name: '/endpoint', reason: 'is private' },
    { name: 'events[0]', reason: 'repeats' },
    { name: 'events', reason: 'too many' },
    { name: 'color', reason: 'is unknown' },
  ]
  expect(refusedFields(problem({ fields }))).toEqual({
    filter: 'is not valid',
    endpoint: 'is private',
    events: 'repeats; too many',
  })
})

it('takes a mere conflict over the title for what it is', () => {
  const conflict = { upstreamStatus: 409, upstreamMessage: 'A subscription with this title already exists' }
  expect(refusedFields(problem(conflict))).toEqual({ title: 'Another subscription has this title' })
  expect(refusedFields(problem({ upstreamStatus: 409, upstreamMessage: 'busy' }))).toEqual({})
})
