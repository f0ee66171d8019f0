import { expect, it } from 'vitest'
import { EntityTypeReply } from '../../contract/upstream/entity-type.ts'
import { ENTITY_TYPES, pathsOf } from '../state/entity-types.ts'
import { applicationsOf, namesOf } from './company.ts'
import { attributesOf, CHANGES } from './company-changes.ts'
import { createRandom } from './random.ts'

it('has applications of 26 and API clients of 32 characters, others in each environment', () => {
  const applications = applicationsOf('production', 1)
  const ids = applications.map(({ id }) => id)
  const clients = applications.flatMap((application) => application.clients.map(({ id }) => id))
  expect(ids.filter((id) => !/^[a-z0-9]{26}$/.test(id))).toEqual([])
  expect(clients.filter((id) => !/^[a-z0-9]{32}$/.test(id))).toEqual([])
  expect(new Set(clients).size).toBe(clients.length)
  expect(applicationsOf('staging', 1).some(({ id }) => ids.includes(id))).toBe(false)
  expect(applicationsOf('production', 1)).toEqual(applications)
})

it('names every id', () => {
  const { applications, clients } = namesOf('production', 1)
  expect(Object.values(applications)).toEqual(['Tavelund', 'Lillkvist Kids', 'Ravnholt Outdoor', 'Tavelund Trade'])
  expect(Object.values(clients)).toContain('Tavelund web shop, DACH')
})

it('has nested, plural and custom attributes, each path once', () => {
  const paths = pathsOf(ENTITY_TYPES.user ?? [])
  expect(paths).toEqual(
    expect.arrayContaining(['primaryAddress.city', 'clients.clientId', 'marketing.newsletter.status']),
  )
  expect(new Set(paths).size).toBe(paths.length)
  expect(paths.length).toBeGreaterThan(60)
  for (const [name, attr_defs] of Object.entries(ENTITY_TYPES))
    expect(EntityTypeReply.safeParse({ stat: 'ok', schema: { name, attr_defs } }).success).toBe(true)
})

it('changes only attributes that exist', () => {
  const random = createRandom(1)
  for (const [entityType, changes] of Object.entries(CHANGES)) {
    const paths = pathsOf(ENTITY_TYPES[entityType] ?? [])
    for (const change of changes) {
      expect(paths).toEqual(expect.arrayContaining([...change.always, ...(change.some ?? [])]))
      expect(attributesOf(change, random).length).toBeGreaterThan(0)
    }
  }
})
