import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { pagePolicy } from './security.ts'

/** The forms in which a file can be sent, best first. */
const ENCODINGS = ['br', 'gzip', 'identity'] as const
export type Encoding = (typeof ENCODINGS)[number]

/** The built interface, in memory. */
export interface StaticFiles {
  /** The file at exactly this path, in the best form the client takes; undefined when there is none. */
  file(path: string, request: Request): Response | undefined
  /** The page, its placeholder replaced by this answer's nonce, with the policy that belongs to it. */
  page(request: Request, nonce: string): Promise<Response>
}

interface StoredFile {
  type: string
  etag: string
  forms: Map<Encoding, Buffer<ArrayBuffer>>
}

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
}
const SUFFIXES = { br: '.br', gzip: '.gz', identity: '' } as const satisfies Record<Encoding, string>
const PLACEHOLDER = '__CSP_NONCE__'
const YEAR = 365 * 24 * 3600

/**
 * Reads a folder of built files, with the `.br` and `.gz` forms the build left beside them. Nothing is read from disk
 * later, so no path of a request can name a file that was not there. Fails when there is no `index.html`.
 */
export async function readStaticFiles(folder: string): Promise<StaticFiles> {
  const names = await filesIn(folder)
  const files = new Map<string, StoredFile>()
  for (const name of names) {
    if (!/\.(br|gz)$/.test(name)) files.set(`/${name.split(sep).join('/')}`, await readForms(folder, name, names))
  }
  const template = files.get('/index.html')?.forms.get('identity')?.toString('utf8')
  if (template === undefined) throw new Error(`There is no index.html in ${folder}`)
  files.delete('/index.html')
  return {
    file: (path, request) => {
      const file = files.get(path)
      return file && answerWith(file, path, request)
    },
    page: (request, nonce) => answerPage(template, request, nonce),
  }
}

const filesIn = async (folder: string): Promise<Set<string>> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return new Set(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, sep).length)),
  )
}

const readForms = async (folder: string, name: string, names: Set<string>): Promise<StoredFile> => {
  const forms: StoredFile['forms'] = new Map()
  for (const encoding of ['br', 'gzip', 'identity'] as const) {
    const form = name + SUFFIXES[encoding]
    if (names.has(form)) forms.set(encoding, await readFile(join(folder, form)))
  }
  const digest = createHash('sha256')
    .update(forms.get('identity') ?? '')
    .digest('base64url')
  return { type: TYPES[extname(name)] ?? 'application/octet-stream', etag: digest.slice(0, 22), forms }
}

/** Files of `assets/` carry their content's hash in their name and never change; the others are asked for again. */
const answerWith = (file: StoredFile, path: string, request: Request): Response => {
  const encoding = acceptedEncoding(request.headers.get('accept-encoding'), [...file.forms.keys()])
  const etag = `"${file.etag}${SUFFIXES[encoding]}"`
  const headers = {
    'Content-Type': file.type,
    'Cache-Control': path.startsWith('/assets/') ? `public, max-age=${YEAR}, immutable` : 'no-cache',
    ETag: etag,
    Vary: 'Accept-Encoding',
    ...(encoding === 'identity' ? {} : { 'Content-Encoding': encoding }),
  }
  const known = request.headers.get('if-none-match')?.split(/\s*,\s*/) ?? []
  if (known.includes(etag) || known.includes('*')) return new Response(null, { status: 304, headers })
  const body = file.forms.get(encoding) ?? Buffer.alloc(0)
  return new Response(body, { headers: { ...headers, 'Content-Length': String(body.byteLength) } })
}

const COMPRESS = {
  br: (text: string) => promisify(brotliCompress)(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: (text: string) => promisify(gzip)(text, { level: 6 }),
}

/** Compressed for each answer, because each has its own nonce: a few kilobytes, a fraction of a millisecond. No ETag, for the same reason. */
const answerPage = async (template: string, request: Request, nonce: string): Promise<Response> => {
  const text = template.replaceAll(PLACEHOLDER, nonce)
  const encoding = acceptedEncoding(request.headers.get('accept-encoding'), ['br', 'gzip', 'identity'])
  const body = encoding === 'identity' ? Buffer.from(text) : await COMPRESS[encoding](text)
  return new Response(body, {
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': pagePolicy(nonce),
      'Cache-Control': 'no-cache',
      Vary: 'Accept-Encoding',
      'Content-Length': String(body.byteLength),
      ...(encoding === 'identity' ? {} : { 'Content-Encoding': encoding }),
    },
  })
}

/**
 * Returns the best form that exists and that `Accept-Encoding` allows (RFC 9110, 12.5.3): named ones and `*` count unless their
 * weight is 0. `identity` when nothing else fits.
 */
export function acceptedEncoding(header: string | null, existing: readonly Encoding[]): Encoding {
  const weights = new Map((header ?? '').split(',').map(weightOf))
  const allowed = (encoding: Encoding) => (weights.get(encoding) ?? weights.get('*') ?? 0) > 0
  return ENCODINGS.find((encoding) => existing.includes(encoding) && allowed(encoding)) ?? 'identity'
}

const weightOf = (entry: string): [name: string, weight: number] => {
  const [name = '', ...parameters] = entry
    .trim()
    .toLowerCase()
    .split(/\s*;\s*/)
  const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2)
  return [name, weight === undefined ? 1 : Number(weight) || 0]
}
