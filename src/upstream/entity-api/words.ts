import type { FaultKind } from '../transport/fault.ts'

/** The reasons why attributes of entity types are missing. Most are ends of a sentence about the Entity API. */
export const ENTITY_API_WORDS = {
  noTypes: (why: string) => `The Entity API did not say which entity types there are: ${why}`,
  noAttributes: (entityType: string, why: string) =>
    `The Entity API did not tell the attributes of ${entityType}: ${why}`,
  tooMany: (read: number, all: number) => `only the first ${read} of ${all} entity types were read`,
  ownMistake: 'the console made a mistake',
  unasked: 'it could not be asked',
  credentials: 'it does not accept the credentials of its API client',
  error: (code: string | undefined) => `it answered ${code ?? 'with an error'}`,
  status: (status: number) => `it answered with status ${status}`,
  unreadable: 'its answer cannot be read',
  faults: {
    unsent: 'it cannot be reached',
    untrusted: 'its certificate is not trusted',
    lost: 'the connection broke off',
    timeout: 'it took longer than 5 seconds',
    oversized: 'its answer is larger than the console accepts',
    garbled: 'its answer cannot be read',
    redirect: 'it answered with a redirect, which the console does not follow',
    cancelled: 'it was not waited for',
  } satisfies Record<FaultKind, string>,
} as const
