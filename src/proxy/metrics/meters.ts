import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { VERSION } from '../../config/version.ts'
import type { StatementSeen } from '../../store/store.ts'
import type { CallObserver } from '../../upstream/credentials/send.ts'
import type { SignInOutcome } from '../sign-in/services.ts'
import { PREFIX } from './names.ts'
import { addStoreGauges, type StoreGaugesOptions } from './store-gauges.ts'

/** What this process counts as it happens. The figures of the store are read elsewhere. */
export interface Meters {
  registry: Registry
  /** Adds the figures of the store; returns what reads those anew that are old. */
  addStore(options: Omit<StoreGaugesOptions, 'registry'>): { refresh: () => Promise<void> }
  /** Returns what hears of the calls of an environment. */
  upstream(environment: string): CallObserver
  statement(statement: StatementSeen): void
  signIn(outcome: SignInOutcome): void
  request(request: { method: string; route: string; status: number; took: number }): void
}

const OF_PROCESS = '(this process)'

/** Creates the counters of a process, with those that Node offers about itself. */
export function createMeters(): Meters {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  new Gauge({
    name: `${PREFIX}info`,
    help: `The version that runs; always 1 ${OF_PROCESS}`,
    labelNames: ['version', 'node'],
    registers,
  }).set({ version: VERSION, node: process.version }, 1)
  const calls = new Histogram({
    name: `${PREFIX}upstream_call_seconds`,
    help: `Calls of the API by operation and status, none without an answer ${OF_PROCESS}`,
    labelNames: ['environment', 'operation', 'status'],
    buckets: [0.1, 0.5, 2, 5, 10],
    registers,
  })
  const refusals = new Counter({
    name: `${PREFIX}upstream_refusals_total`,
    help: `Calls of the API that were refused or never answered, by operation and the code of the problem ${OF_PROCESS}`,
    labelNames: ['environment', 'operation', 'code'],
    registers,
  })
  const tokens = new Counter({
    name: `${PREFIX}token_renewals_total`,
    help: `Requests for a bearer token of the API, by outcome ${OF_PROCESS}`,
    labelNames: ['environment', 'outcome'],
    registers,
  })
  const statements = new Histogram({
    name: `${PREFIX}store_statement_seconds`,
    help: `Statements of the store by kind ${OF_PROCESS}`,
    labelNames: ['kind'],
    buckets: [0.001, 0.005, 0.025, 0.1, 0.5, 2.5],
    registers,
  })
  const failures = new Counter({
    name: `${PREFIX}store_failures_total`,
    help: `Statements of the store that failed, by kind ${OF_PROCESS}`,
    labelNames: ['kind'],
    registers,
  })
  const signIns = new Counter({
    name: `${PREFIX}sign_ins_total`,
    help: `Sign-ins by outcome ${OF_PROCESS}`,
    labelNames: ['outcome'],
    registers,
  })
  const requests = new Histogram({
    name: `${PREFIX}request_seconds`,
    help: `Requests by method, route and status, up to the beginning of the answer ${OF_PROCESS}`,
    labelNames: ['method', 'route', 'status'],
    buckets: [0.05, 0.25, 1, 5],
    registers,
  })
  return {
    registry,
    addStore: (options) => addStoreGauges({ registry, ...options }),
    upstream: (environment) => ({
      called(operation, status, took) {
        calls.observe({ environment, operation, status: status ?? 'none' }, took / 1000)
        if (operation === 'token')
          tokens.inc({ environment, outcome: status !== undefined && status < 300 ? 'renewed' : 'refused' })
      },
      refused: (operation, code) => refusals.inc({ environment, operation, code }),
    }),
    statement({ kind, failed, took }) {
      statements.observe({ kind }, took / 1000)
      if (failed) failures.inc({ kind })
    },
    signIn: (outcome) => signIns.inc({ outcome }),
    request: ({ method, route, status, took }) => requests.observe({ method, route, status }, took / 1000),
  }
}
