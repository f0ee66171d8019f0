import { ROLES, type Role } from '../../contract/role.ts'

/** The claim that holds the role, and the role that each of its values means. */
export interface RoleSetting {
  roleClaim: string
  roles: Record<string, Role>
}

/**
 * Returns the highest role that the claims of a person give, or undefined when they give none. The claim may be a string or a
 * list of strings. Its name is looked up as it stands (`https://example.com/roles`), then as a path
 * (`realm_access.roles`).
 */
export function roleOf(claims: Record<string, unknown>, { roleClaim, roles }: RoleSetting): Role | undefined {
  const value = claims[roleClaim] ?? at(claims, roleClaim.split('.'))
  const values = Array.isArray(value) ? value : [value]
  const held = values.map((name) => (typeof name === 'string' && Object.hasOwn(roles, name) ? roles[name] : undefined))
  return ROLES.findLast((role) => held.includes(role))
}

const at = (value: unknown, path: string[]): unknown =>
  path.reduce<unknown>(
    (held, name) =>
      typeof held === 'object' && held !== null && Object.hasOwn(held, name) ? Reflect.get(held, name) : undefined,
    value,
  )
