import { expect, it } from 'vitest'
import { type RoleSetting, roleOf } from './roles.ts'

const setting: RoleSetting = {
  roleClaim: 'groups',
  roles: { staff: 'viewer', ops: 'operator', chiefs: 'administrator' },
}

it.each([
  ['a string', { groups: 'ops' }, 'operator'],
  ['the highest of a list', { groups: ['chiefs', 'staff', 'ops'] }, 'administrator'],
  ['a list with strangers in it', { groups: ['guests', 7, null, 'staff'] }, 'viewer'],
  ['no claim', {}, undefined],
  ['a value nobody mapped', { groups: 'guests' }, undefined],
  ['a name every object has', { groups: ['constructor', '__proto__', 'toString'] }, undefined],
  ['an object', { groups: { ops: true } }, undefined],
])('maps %s', (_, claims, role) => {
  expect(roleOf(claims, setting)).toBe(role)
})

it('finds a claim by its whole name first, then by its path', () => {
  const nested = { realm_access: { roles: ['ops'] } }
  expect(roleOf(nested, { ...setting, roleClaim: 'realm_access.roles' })).toBe('operator')
  expect(roleOf({ ...nested, 'realm_access.roles': 'staff' }, { ...setting, roleClaim: 'realm_access.roles' })).toBe(
    'viewer',
  )
  expect(roleOf({ 'https://example.com/role': 'chiefs' }, { ...setting, roleClaim: 'https://example.com/role' })).toBe(
    'administrator',
  )
})
