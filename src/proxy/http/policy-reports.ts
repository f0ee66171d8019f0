import type { IncomingMessage } from 'node:http'
import { z } from 'zod'
import type { Log } from '../../config/log.ts'
import { refusals } from '../words/refusals.ts'
import type { PublicRoute } from './public-route.ts'
import { createLimit, type Rate } from './rate.ts'
import { incomingOf } from './request.ts'
import { bodyText } from './request-body.ts'
import { REPORT_PATH } from './security.ts'

const LIMITS = { bytes: 16 * 1024, total: 10_000 }
/** Reports of one address, and of all together: each is a line in the log, and anybody can send one. */
const RATES = {
  each: { name: 'policy-report', points: 20, seconds: 60 },
  all: { name: 'policy-reports', points: 200, seconds: 60 },
} as const satisfies Record<string, Rate>

const Report = z.object({
  'csp-report': z.object({
    'document-uri': z.string(),
    'effective-directive': z.string().optional(),
    'violated-directive': z.string().optional(),
    'blocked-uri': z.string().optional(),
    'source-file': z.string().optional(),
    'line-number': z.number().int().optional(),
  }),
})

export interface PolicyReportOptions {
  publicUrl: string
  clientOf: (incoming: IncomingMessage | undefined) => string
  log: Log
}

/**
 * Takes the browsers' reports of what the page's policy stopped (CSP level 2, `report-uri`) and writes them to the log,
 * without queries. They come without the page's own header, and from anybody: nothing else is done with them.
 */
export function policyReports({ publicUrl, clientOf, log }: PolicyReportOptions): PublicRoute {
  const { origin } = new URL(publicUrl)
  const [each, all] = [createLimit(RATES.each), createLimit(RATES.all)]
  return {
    method: 'POST',
    path: REPORT_PATH,
    async answer(c) {
      const wait = (await each(clientOf(incomingOf(c)))) ?? (await all(''))
      if (wait) throw refusals.tooMany(wait)
      const report = reportIn(await bodyText(c.req.raw, LIMITS))
      if (!report) throw refusals.invalid([{ name: '', reason: 'is no report of a policy' }])
      const page = URL.parse(report['document-uri'])
      if (page?.origin !== origin)
        throw refusals.invalid([{ name: 'document-uri', reason: 'is no page of this console' }])
      const stopped = {
        page: page.pathname.slice(0, LONGEST),
        directive: (report['effective-directive'] ?? report['violated-directive'] ?? '').slice(0, 40),
        blocked: bare(report['blocked-uri']),
        source: bare(report['source-file']),
        line: report['line-number'],
      }
      log.warn({ requestId: c.get('requestId'), ...stopped }, 'the page’s policy stopped something')
      return c.body(null, 204)
    },
  }
}

const LONGEST = 200

const reportIn = (text: string) => {
  try {
    return Report.safeParse(JSON.parse(text)).data?.['csp-report']
  } catch {
    return undefined
  }
}

/** Returns an address without its query and user, or the word that stands for one (`inline`, `eval`). */
const bare = (address: string | undefined): string | undefined => {
  const url = URL.parse(address ?? '')
  return (url ? `${url.protocol}//${url.host}${url.pathname}` : address)?.slice(0, LONGEST)
}
