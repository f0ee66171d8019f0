import { z } from 'zod'
import { Role } from './role.ts'
import { Timestamp } from './upstream/common.ts'

export const JOURNAL_ACTIONS = [
  'subscription.enable',
  'subscription.disable',
  'subscription.create',
  'subscription.edit',
  'subscription.delete',
  'subscription.test',
  'event.redeliver',
  'event.replay',
  'run.start',
  'run.pause',
  'run.resume',
  'run.cancel',
  'export.start',
  'export.cancel',
  'export.download',
  'session.sign-in',
  'session.sign-out',
  'session.end',
  'session.refused',
  'request.refused',
] as const
export const JournalAction = z.enum(JOURNAL_ACTIONS)
export type JournalAction = z.infer<typeof JournalAction>

/**
 * `pending` was begun and has no end yet; when its process stopped in between, the end is looked up within minutes.
 * `refused` was not made; of `unknown` it cannot be said.
 */
export const JOURNAL_OUTCOMES = ['pending', 'done', 'refused', 'unknown'] as const

/**
 * One change: actor, role, environment, action, target, before, after, reason, and the API's answer. An actor without a name is
 * not known; without a role nobody was signed in.
 */
export const JournalEntry = z.object({
  id: z.string(),
  at: Timestamp,
  actor: z.object({ id: z.string(), name: z.string() }),
  role: Role.nullable(),
  environment: z.string().nullable(),
  action: JournalAction,
  target: z.object({
    type: z.enum(['subscription', 'event', 'run', 'export', 'session', 'request']),
    id: z.string(),
    title: z.string(),
    subscriptionId: z.string().nullable(),
  }),
  before: z.unknown(),
  after: z.unknown(),
  reason: z.string().nullable(),
  outcome: z.enum(JOURNAL_OUTCOMES),
  upstreamStatus: z.number().int().nullable(),
  problem: z.string().nullable(),
  requestId: z.string(),
})
export type JournalEntry = z.infer<typeof JournalEntry>

/**
 * The `after` of a sign-in and of everything refused: where it came from, and how often when it is told of several together.
 * Of a sign-in without a role, the values of the claim that should give one.
 */
export const AttemptFacts = z.object({
  addresses: z.array(z.string()),
  times: z.number().int(),
  claim: z.string().optional(),
  values: z.array(z.string()).optional(),
})
export type AttemptFacts = z.infer<typeof AttemptFacts>

/** Query of `GET /api/journal`; `before`/`after` are entry ids; `from` and `to` are times, `to` exclusive. */
export const JournalQuery = z.strictObject({
  environment: z.string().max(40).optional(),
  actor: z.string().trim().max(200).optional(),
  action: JournalAction.optional(),
  target: z.string().trim().max(200).optional(),
  outcome: z.enum(JOURNAL_OUTCOMES).optional(),
  from: Timestamp.optional(),
  to: Timestamp.optional(),
  before: z.string().max(40).optional(),
  after: z.string().max(40).optional(),
  size: z.coerce.number().int().min(1).max(100).default(50),
})
export type JournalQuery = z.infer<typeof JournalQuery>

/** Newest first. */
export const JournalPage = z.object({
  items: z.array(JournalEntry),
  older: z.string().nullable(),
  newer: z.string().nullable(),
})
export type JournalPage = z.infer<typeof JournalPage>
