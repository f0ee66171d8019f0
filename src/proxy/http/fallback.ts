import type { Log } from '../../config/log.ts'
import { Refusal } from '../../contract/refusal.ts'
import { refusals } from '../words/refusals.ts'
import { messagePage } from './message-page.ts'
import { problemOf, problemResponse, refusedByStore } from './problem.ts'
import type { RequestContext } from './request.ts'
import { newNonce } from './security.ts'
import { answerKept, isHashed, type KeptFile, type StaticFiles } from './static-files.ts'
import type { StoreWatch } from './store-watch.ts'

/** First parts of the page's addresses that are no environment: the end of a sign-in in a second tab. */
const PAGES = ['signed-in']

/** Finds a file of another build of the interface by its path. */
export type FindKept = (path: string) => Promise<KeptFile | undefined>

interface UnmatchedOptions {
  files: StaticFiles | undefined
  kept: FindKept | undefined
  environments: readonly { id: string }[]
}

/**
 * Answers what no route took: with the built interface's files, with those of other builds that pages still ask for, and with
 * its page at its root and below each environment. A program that asks for `/version` learns that there is none, and never
 * reads the page for an answer.
 */
export function answerUnmatched({ files, kept, environments }: UnmatchedOptions) {
  const pages = new Set([...PAGES, ...environments.map(({ id }) => id)])
  return async (c: RequestContext): Promise<Response> => {
    const { method, path } = c.req
    const file = method === 'GET' || method === 'HEAD' ? files?.file(path, c.req.raw) : undefined
    if (file) {
      c.set('route', path.startsWith('/assets/') ? '/assets/*' : '/*')
      return file
    }
    const other = isHashed(path) && (method === 'GET' || method === 'HEAD') ? await kept?.(path) : undefined
    if (other) {
      c.set('route', '/assets/*')
      return answerKept(other, c.req.raw)
    }
    if (!files || !(path === '/' || pages.has(path.split('/')[1] ?? ''))) throw refusals.noAddress()
    c.set('route', '(page)')
    if (method !== 'GET' && method !== 'HEAD') throw refusals.onlyReadable()
    return files.page(c.req.raw, newNonce())
  }
}

interface AnswerErrorOptions {
  log: Log
  publicUrl: string
  storeWatch: Pick<StoreWatch, 'met'>
}

/** Turns a thrown thing into an answer: a problem for programs, a page of a few words for a person in the address bar. */
export function answerError({ log, publicUrl, storeWatch }: AnswerErrorOptions) {
  return (thrown: Error, c: RequestContext): Response | Promise<Response> => {
    const requestId = c.get('requestId')
    const error = refusedByStore(thrown)
    const problem = problemOf(error, requestId)
    c.set('problem', problem.code)
    if (!(error instanceof Refusal)) log.error({ requestId, err: error }, 'unexpected')
    else if (error.cause && !storeWatch.met(error.cause))
      log.warn({ requestId, code: problem.code, err: error.cause }, 'refused by the upstream')
    const forPerson = c.req.method === 'GET' && wantsPage(c.req)
    if (!forPerson) return problemResponse(error, requestId)
    const { title, remedy, retryAfter } = problem
    const status = problem.status as 400 | 404 | 421 | 500 | 503
    return messagePage(c, {
      status,
      title,
      text: remedy,
      ...(retryAfter !== undefined && { retryAfter }),
      links: [{ href: `${publicUrl}/`, words: 'Open the console' }],
    })
  }
}

/** Returns true for what a person opens: a browser names HTML, a program takes anything or something else. */
const wantsPage = (request: RequestContext['req']): boolean =>
  !/^\/(api|assets|healthz|readyz)(\/|$)/.test(request.path) && /\btext\/html\b/.test(request.header('accept') ?? '')
