import { describe, expect, it } from 'vitest'
import { apiExample } from '../../testing/api-example.ts'
import { AttributeDefinition, readAttributes, readEntityTypes } from './entity-type.ts'

const reply = apiExample('entityType-200.json') as { schema: { attr_defs: Record<string, unknown>[] } }
const attributes = reply.schema.attr_defs

describe('the names of entity types', () => {
  it.each([
    ['as documented', { stat: 'ok', results: ['user', 'partner'] }],
    ['without stat', { results: ['user', 'partner'] }],
    ['in another member', { result: ['user', 'partner'] }],
    ['as objects', { results: [{ name: 'user' }, { type_name: 'partner' }] }],
    ['bare', ['user', 'partner']],
    ['among odd items', { results: ['user', null, 7, '', {}, [], 'partner'] }],
  ])('are read %s', (_, json) => expect(readEntityTypes(json)).toEqual(['user', 'partner']))

  it.each([undefined, null, 7, 'user', {}, { results: 'user' }])('are not made up of %j', (json) =>
    expect(readEntityTypes(json)).toBeUndefined(),
  )
})

describe('the attributes of an entity type', () => {
  it('are read wherever they stand', () => {
    const whole = readAttributes(reply)
    expect(whole).toEqual(attributes)
    for (const json of [
      { schema: { attributes } },
      { schema: attributes },
      { result: { attr_defs: attributes } },
      { attr_defs: attributes },
      attributes,
    ])
      expect(readAttributes(json)).toEqual(whole)
  })

  const ODD = [undefined, null, 7, true, '', 'text', [], {}, [null, 7, 'x']]
  it.each(['name', 'type', 'description', 'length', 'attr_defs'])('cost each other nothing for an odd %s', (member) => {
    for (const value of ODD) {
      const json = { schema: { attr_defs: [{ ...attributes[0], [member]: value }, ...attributes.slice(1)] } }
      const read = readAttributes(json)
      expect(AttributeDefinition.array().safeParse(read).success).toBe(true)
      expect(read?.slice(-(attributes.length - 1))).toEqual(attributes.slice(1))
    }
  })

  it.each([undefined, null, 7, 'user', {}, { schema: 'none' }])('are not made up of %j', (json) =>
    expect(readAttributes(json)).toBeUndefined(),
  )

  it('are followed only so deep', () => {
    const deep = Array.from({ length: 5000 }).reduce<object>(
      (inner) => ({ name: 'a', type: 'object', attr_defs: [inner] }),
      {},
    )
    expect(readAttributes([deep])).toHaveLength(1)
  })
})
