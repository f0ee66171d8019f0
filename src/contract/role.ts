import { z } from 'zod'

/** Least privilege first: each role may do what the ones before it may. */
export const ROLES = ['viewer', 'operator', 'administrator'] as const
export const Role = z.enum(ROLES)
export type Role = z.infer<typeof Role>

/** The least role that may do each thing; the proxy enforces it, the interface greys by it. */
export const NEEDS = {
  'session.read': 'viewer',
  'session.end': 'viewer',
  'session.manage': 'administrator',
  'subscription.read': 'viewer',
  'subscription.switch': 'operator',
  'subscription.create': 'administrator',
  'subscription.edit': 'administrator',
  'subscription.delete': 'administrator',
  'filter.read': 'viewer',
  'event.read': 'viewer',
  'event.redeliver': 'operator',
  'event.replay': 'operator',
  'run.read': 'viewer',
  'run.control': 'operator',
  'export.read': 'viewer',
  'export.start': 'operator',
  'export.cancel': 'operator',
  'export.download': 'operator',
  'subscription.test': 'operator',
  'journal.read': 'administrator',
  'connection.check': 'administrator',
} as const satisfies Record<string, Role>
export type Action = keyof typeof NEEDS

/** Returns true when a role may do an action. */
export function may(role: Role, action: Action): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(NEEDS[action])
}

/** Returns the reason why a role may not do an action, undefined when it may. */
export function denied(role: Role, action: Action): string | undefined {
  return may(role, action) ? undefined : `Needs the role ${NEEDS[action]}; you are signed in as ${role}`
}
