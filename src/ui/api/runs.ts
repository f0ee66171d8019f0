import { keepPreviousData, mutationOptions, queryOptions } from '@tanstack/react-query'
import { MINUTE } from '../../contract/durations.ts'
import { Plan, type PlanRequest } from '../../contract/plan.ts'
import {
  ActiveRuns,
  RunDetail,
  RunItemPage,
  type RunItemQuery,
  RunPage,
  type RunQuery,
  type RunRequest,
  RunSummary,
} from '../../contract/run.ts'
import { apiPath, call, searchOf } from './client.ts'
import { eventQueries } from './events.ts'
import { failedQueries } from './failed-events.ts'
import { journalQueries } from './journal.ts'
import { overviewQueries } from './overview.ts'
import { consoleUnreachable, ProblemError } from './problem.ts'

const path = (environment: string, ...rest: string[]) => apiPath('environments', environment, ...rest)

export const runQueries = {
  all: (environment: string) => ['environments', environment, 'runs'] as const,
  /** Newest first. */
  page: (environment: string, query: Partial<RunQuery>) =>
    queryOptions({
      queryKey: [...runQueries.all(environment), 'page', searchOf(query)] as const,
      queryFn: ({ signal }) => call(path(environment, 'runs') + searchOf(query), RunPage, { signal }),
    }),
  detail: (environment: string, run: string) =>
    queryOptions({
      queryKey: [...runQueries.all(environment), 'detail', run] as const,
      queryFn: ({ signal }) => call(path(environment, 'runs', run), RunDetail, { signal }),
    }),
  /** In the order of the run. */
  items: (environment: string, run: string, query: Partial<RunItemQuery>) =>
    queryOptions({
      queryKey: [...runQueries.all(environment), 'items', run, searchOf(query)] as const,
      queryFn: ({ signal }) => call(path(environment, 'runs', run, 'items') + searchOf(query), RunItemPage, { signal }),
    }),
  /** The active runs; not below `all`, because they are what outdates the others. */
  active: (environment: string) =>
    queryOptions({
      queryKey: ['environments', environment, 'active-runs'] as const,
      queryFn: ({ signal }) => call(path(environment, 'runs', 'active'), ActiveRuns, { signal }),
    }),
  plans: (environment: string) => ['environments', environment, 'plan'] as const,
  /** The plan of a run. The last one stays while another is made, which happens once a minute, because time passes. */
  plan: (environment: string, request: PlanRequest) =>
    queryOptions({
      queryKey: [...runQueries.plans(environment), request] as const,
      queryFn: ({ signal }) =>
        call(path(environment, 'plans'), Plan, { method: 'POST', body: request, signal }).catch(nothingWasDone),
      placeholderData: keepPreviousData,
      refetchInterval: MINUTE,
      gcTime: MINUTE,
    }),
}

/** Words a lost reply to a plan. It is read by POST only because of its size, so nothing can have been changed. */
const nothingWasDone = (error: unknown): never => {
  throw error instanceof ProblemError && error.problem.code === 'outcome_unknown' ? consoleUnreachable(error) : error
}

/** Returns the queries that a change of runs outdates. */
const outdated = (environment: string) => ({
  invalidates: [
    runQueries.all(environment),
    runQueries.active(environment).queryKey,
    runQueries.plans(environment),
    failedQueries.summaries(environment),
    eventQueries.everywhere(environment),
    journalQueries.all(),
    overviewQueries.all(environment),
  ],
})

/** Starts a run. The same request sent again makes no second one. */
export function startRun(environment: string) {
  return mutationOptions({
    mutationKey: [...runQueries.all(environment), 'start'],
    mutationFn: (body: RunRequest) => call(path(environment, 'runs'), RunSummary, { method: 'POST', body }),
    meta: outdated(environment),
  })
}

export interface Control {
  what: 'pause' | 'resume' | 'cancel'
  /** The lane of one subscription; left out for the whole run. */
  subscription?: string
  reason?: string
}

export function controlRun(environment: string, run: string) {
  return mutationOptions({
    mutationKey: [...runQueries.all(environment), 'control', run],
    mutationFn: ({ what, ...body }: Control) =>
      call(path(environment, 'runs', run, what), RunDetail, { method: 'POST', body }),
    onSuccess: (detail, _control, _result, { client }) =>
      void client.setQueryData(runQueries.detail(environment, run).queryKey, detail),
    meta: outdated(environment),
  })
}

/** Returns the address of the items as a file, filtered like the list. */
export function itemsFile(environment: string, run: string, query: Pick<RunItemQuery, 'state' | 'subscription'>) {
  return (
    path(environment, 'runs', run, 'items.csv') + searchOf({ state: query.state, subscription: query.subscription })
  )
}
