import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { accepts } from 'hono/accepts'
import type { RequestContext } from './request.ts'

/** Characters below which packing gains nothing on the wire: about two network packets. */
const WORTH_IT = 2 * 1024

/** Quality 4 packs tables seven times smaller at the cost of gzip; the usual 11 is for what is packed once. */
const PACKERS = {
  br: (text: string) => promisify(brotliCompress)(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
  gzip: (text: string) => promisify(gzip)(text),
}

/** Browsers take all of these alike: the smallest is ours to choose. */
const WAYS: Parameters<typeof accepts>[1] = {
  header: 'Accept-Encoding',
  supports: ['br', 'gzip'],
  default: 'identity',
  match: (taken, { supports, default: none }) =>
    supports.find((way) => taken.some(({ type, q }) => type === way && q > 0)) ?? none,
}

/**
 * Returns a value as JSON, packed where that pays and the client takes it, off the event loop. Length tells an attacker
 * nothing: answers hold no secret of ours, and another site cannot ask for them (docs/decisions/0051-packed-answers.md).
 */
export async function jsonAnswer(c: RequestContext, value: unknown, status: 200 | 201 | 202): Promise<Response> {
  const text = JSON.stringify(value)
  c.header('content-type', 'application/json')
  if (text.length < WORTH_IT) return c.body(text, status)
  c.header('vary', 'accept-encoding')
  const encoding = accepts(c, WAYS)
  if (encoding !== 'br' && encoding !== 'gzip') return c.body(text, status)
  c.header('content-encoding', encoding)
  return c.body(new Uint8Array(await PACKERS[encoding](text)), status)
}
