import { denied, type Role } from '../../../contract/role.ts'
import type { Environment } from '../../../contract/session.ts'

/** Says why this role may not replay directly here; undefined when it may. */
export function replayDenied(
  role: Role,
  { name, directReplay }: Pick<Environment, 'name' | 'directReplay'>,
): string | undefined {
  return directReplay
    ? denied(role, 'event.replay')
    : `Direct replay is not allowed in ${name}; whoever runs the console can allow it in its configuration`
}
