import { type Agent, request } from 'undici'
import type { HeaderMap } from '../../contract/upstream/common.ts'
import type { Answer } from '../base/answer.ts'

/** A delivery over the network: one POST, no redirects, `patience` milliseconds in all. Never throws. */
export async function callListener(call: {
  url: string
  headers: Record<string, string>
  body: string
  agent: Agent
  patience: number
}): Promise<Answer> {
  const { url, headers, body, agent, patience } = call
  try {
    const response = await request(url, {
      method: 'POST',
      headers,
      body,
      dispatcher: agent,
      signal: AbortSignal.timeout(patience),
    })
    void response.body.dump({ limit: 64 * 1024 }).catch(() => undefined) // only status and headers matter
    return { statusCode: response.statusCode, headers: headerMap(response.headers) }
  } catch (error) {
    return { error: explain(error, patience) }
  }
}

/** Names as the event store shows them: `Content-Type`. */
const headerMap = (headers: Record<string, string | string[] | undefined>): HeaderMap =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.replace(/\b[a-z]/g, (letter) => letter.toUpperCase()), value]],
    ),
  )

const explain = (error: unknown, patience: number): string => {
  const { name, code, message } = readError(error)
  if (name === 'TimeoutError' || code.includes('TIMEOUT')) return `timeout: no answer within ${patience / 1000} s`
  if (code === 'ECONNREFUSED') return 'connection refused: nothing listens on the port'
  if (/^(UND_ERR_SOCKET|ECONNRESET|EPIPE)$/.test(code))
    return 'connection closed: the listener hung up without an answer'
  if (code.startsWith('HPE_') || name === 'HTTPParserError') return `malformed response: ${message}`
  // behind a semicolon comes advice to whoever runs Node
  if (/CERT|SSL|TLS|ERR_OSSL|EPROTO|SELF_SIGNED|UNABLE_TO/.test(code)) return `tls: ${message.split(';')[0]}`
  return `connection failed: ${message}`
}

/** Reads a thrown value as an error with a code; the first of several attempts speaks for all. */
const readError = (error: unknown): { name: string; code: string; message: string } => {
  const first = error instanceof AggregateError ? error.errors[0] : error
  if (!(first instanceof Error)) return { name: '', code: '', message: String(first) }
  const code = 'code' in first && typeof first.code === 'string' ? first.code : ''
  return { name: first.name, code, message: first.message }
}
