import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ROLES } from '../../contract/role.ts'
import { hasClaim, type RoleSetting, roleOf, roleValues } from './roles.ts'

const setting: RoleSetting = {
  roleClaim: 'groups',
  roles: { staff: 'viewer', ops: 'operator', chiefs: 'administrator' },
}
const roleIn = (claims: Record<string, unknown>, given = setting) => roleOf(roleValues([claims], given), given)

it.each([
  ['a string', { groups: 'ops' }, 'operator'],
  ['the highest of a list', { groups: ['chiefs', 'staff', 'ops'] }, 'administrator'],
  ['a list with strangers in it', { groups: ['guests', 7, null, 'staff'] }, 'viewer'],
  ['a text with commas', { groups: 'guests,staff , ops' }, 'operator'],
  ['a text with blanks', { groups: ' guests\tstaff  ops' }, 'operator'],
  ['a list of objects with names', { groups: [{ name: 'guests' }, { name: 'ops', id: 7 }] }, 'operator'],
  ['a list of objects with values', { groups: [{ value: 'ops', display: 'Operations' }] }, 'operator'],
  ['one such object', { groups: { value: 'staff' } }, 'viewer'],
  ['no claim', {}, undefined],
  ['a value nobody mapped', { groups: 'guests' }, undefined],
  ['a value in other letters', { groups: 'OPS' }, undefined],
  ['a name every object has', { groups: ['constructor', '__proto__', 'toString'] }, undefined],
  ['an object', { groups: { ops: true } }, undefined],
  ['a value with a mapped one as its part, in a list', { groups: ['former chiefs', 'no,chiefs'] }, undefined],
  ['a list in a list', { groups: [['ops']] }, undefined],
])('maps %s', (_, claims, role) => {
  expect(roleIn(claims)).toBe(role)
})

it('finds a claim by its whole name first, then by its path', () => {
  const nested = { realm_access: { roles: ['ops'] } }
  const path = { ...setting, roleClaim: 'realm_access.roles' }
  expect(roleIn(nested, path)).toBe('operator')
  expect(roleIn({ ...nested, 'realm_access.roles': 'staff' }, path)).toBe('viewer')
  const url = 'https://example.com/role'
  expect(roleIn({ [url]: 'chiefs' }, { ...setting, roleClaim: url })).toBe('administrator')
  expect(roleIn({}, { ...setting, roleClaim: 'constructor.name' })).toBeUndefined()
})

it('splits nothing at a sign that configured values have', () => {
  const named = { ...setting, roles: { 'Web operators': 'operator', operators: 'administrator' } } as const
  expect(roleIn({ groups: 'Web operators' }, named)).toBe('operator')
  expect(roleIn({ groups: 'former operators' }, named)).toBeUndefined()
  expect(roleIn({ groups: 'guests,Web operators' }, named)).toBe('operator')
  const distinguished = { ...setting, roles: { 'cn=ops,ou=staff': 'operator' } } as const
  expect(roleIn({ groups: 'cn=ops,ou=staff' }, distinguished)).toBe('operator')
  expect(roleIn({ groups: 'cn=no cn=ops,ou=staff' }, distinguished)).toBe('operator')
})

it('takes everything that the provider says together', () => {
  const sources = [{ groups: ['staff'] }, { groups: 'ops, guests' }, {}]
  expect(roleValues(sources, setting)).toEqual(['staff', 'ops', 'guests'])
  expect(roleOf(roleValues(sources, setting), setting)).toBe('operator')
})

it('tells a claim that came from one that did not', () => {
  expect([{}, { groups: null }, { groups: [] }, { groups: 7 }].map((claims) => hasClaim([claims], setting))).toEqual([
    false,
    false,
    true,
    true,
  ])
})

describe('of odd claims', () => {
  const word = fc.constantFrom('staff', 'ops', 'chiefs', 'guests', '__proto__', 'constructor', ' ', 'a b', 'a,b', 'öps')
  const odd = fc.anything({ withNullPrototype: true, withMap: true, withDate: true, values: [word, fc.integer()] })
  const claims = fc.record({ groups: odd, sub: fc.string() }, { requiredKeys: ['sub'] })

  it('never fails, and gives a role only for a value that is mapped to it', () => {
    fc.assert(
      fc.property(fc.array(claims, { maxLength: 3 }), (sources) => {
        const values = roleValues(sources, setting)
        const role = roleOf(values, setting)
        expect(new Set(values).size).toBe(values.length)
        expect(values.every((value) => typeof value === 'string' && value !== '')).toBe(true)
        const mapped = values.flatMap(
          (value) => Object.entries(setting.roles).find(([name]) => name === value)?.[1] ?? [],
        )
        expect(role).toBe(ROLES.findLast((some) => mapped.includes(some)))
      }),
    )
  })

  it('finds the same values in a list, in objects, and in a text with commas or blanks', () => {
    const names = fc.array(fc.stringMatching(/^[a-z:_-]{1,12}$/), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(names, fc.constantFrom(',', ', ', ' ', '  ', '\n'), (list, sign) => {
        const forms = [list, list.map((name) => ({ name })), list.map((value) => ({ value })), list.join(sign)]
        const found = forms.map((groups) => roleValues([{ groups }], setting))
        expect(found).toEqual(forms.map(() => [...new Set(list)]))
      }),
    )
  })

  it('gives no lower role for more values', () => {
    const rank = (sources: Record<string, unknown>[]) => {
      const role = roleOf(roleValues(sources, setting), setting)
      return role ? ROLES.indexOf(role) : -1
    }
    fc.assert(
      fc.property(claims, claims, (one, other) => {
        expect(rank([one, other])).toBe(Math.max(rank([one]), rank([other])))
      }),
    )
  })
})
