import { expect, it } from 'vitest'
import { Refusal, type RefusalProblem } from '../../../contract/refusal.ts'
import { withFormFields } from './form-fields.ts'

const refused = (more: Partial<RefusalProblem>) =>
  new Refusal({ code: 'upstream_refused', status: 422, title: 'No', remedy: 'Try', upstreamStatus: 400, ...more })
const fieldsOf = (more: Partial<RefusalProblem>) => {
  const found = withFormFields(refused(more))
  return found instanceof Refusal ? found.problem.fields : undefined
}

it.each([
  ['title', 'title'],
  ['events.0', 'events'],
  ['/events/0', 'events'],
  ['body.events[0]', 'events'],
  ['filter.properties.entityCreated', 'filter'],
  ['Endpoint', 'endpoint'],
  ['body', ''],
  ['colour', ''],
])('calls %s what the form calls it', (name, called) => {
  expect(fieldsOf({ fields: [{ name, reason: 'is wrong' }] })).toEqual([{ name: called, reason: 'is wrong' }])
})

it.each([
  ['title must be unique', 'title'],
  ['The endpoint cannot be resolved', 'endpoint'],
  ['Filter is too large', 'filter'],
])('finds the field in the words: %s', (upstreamMessage, name) => {
  expect(fieldsOf({ upstreamMessage })).toEqual([{ name, reason: upstreamMessage }])
})

it('takes a conflict for the title, and nothing for what nobody can tell', () => {
  expect(fieldsOf({ upstreamStatus: 409, upstreamMessage: 'Conflict' })).toMatchObject([{ name: 'title' }])
  expect(fieldsOf({ upstreamMessage: 'Request body is not valid JSON' })).toEqual([])
})

it('gives back what is not about the subscription', () => {
  const errors = [refused({ upstreamStatus: 418 }), refused({ code: 'upstream_forbidden' }), new Error('x')]
  for (const error of errors) expect(withFormFields(error)).toBe(error)
})
