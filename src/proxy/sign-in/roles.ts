import { ROLES, type Role } from '../../contract/role.ts'

/** The claim that holds the role, and the role that each of its values means. */
export interface RoleSetting {
  roleClaim: string
  roles: Record<string, Role>
}

type Claims = Readonly<Record<string, unknown>>

/**
 * Returns the values of the role's claim, each once, from everything that the provider says of a person taken together. The
 * claim's name is looked up as it stands (`https://example.com/roles`), then as a path (`realm_access.roles`).
 */
export function roleValues(sources: readonly Claims[], { roleClaim, roles }: RoleSetting): string[] {
  return [...new Set(sources.flatMap((claims) => valuesIn(claimIn(claims, roleClaim), roles)))]
}

/** Returns the highest role that values of the claim give, undefined when none gives one. */
export function roleOf(values: readonly string[], { roles }: Pick<RoleSetting, 'roles'>): Role | undefined {
  const held = values.map((value) => (Object.hasOwn(roles, value) ? roles[value] : undefined))
  return ROLES.findLast((role) => held.includes(role))
}

/** Returns true when somebody says something under the claim's name, of use or not. */
export function hasClaim(sources: readonly Claims[], { roleClaim }: Pick<RoleSetting, 'roleClaim'>): boolean {
  return sources.some((claims) => (claimIn(claims, roleClaim) ?? null) !== null)
}

const claimIn = (claims: Claims, name: string): unknown =>
  member(claims, name) ?? name.split('.').reduce(member, claims)

const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined

/** Returns the values of a claim: a text, or a list (or one) of texts and of objects with a `name` or a `value`. */
const valuesIn = (claim: unknown, roles: RoleSetting['roles']): string[] => {
  if (typeof claim === 'string') return partsOf(claim, roles)
  const texts = [claim].flat().flatMap((item) => [item, member(item, 'name'), member(item, 'value')])
  return texts.filter((text) => typeof text === 'string').flatMap((text) => asConfigured(text, roles))
}

/** Returns the value as it is configured, else without blanks around it; nothing of a blank one. */
const asConfigured = (text: string, roles: RoleSetting['roles']): string[] => {
  const value = Object.hasOwn(roles, text) ? text : text.trim()
  return value === '' ? [] : [value]
}

/**
 * Returns the parts of a text: what commas separate, or else blanks. A sign that stands in a configured value separates
 * nothing, because the provider's values have it.
 */
const partsOf = (text: string, roles: RoleSetting['roles']): string[] => {
  if (Object.hasOwn(roles, text)) return [text]
  const whole = text.trim()
  if (Object.hasOwn(roles, whole)) return [whole]
  const stands = (sign: RegExp) => Object.keys(roles).some((value) => sign.test(value.trim()))
  const separator = [/,/, /\s+/].find((sign) => sign.test(whole) && !stands(sign))
  return (separator ? whole.split(separator) : [whole]).flatMap((part) => asConfigured(part, roles))
}
