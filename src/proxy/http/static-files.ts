import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, brotliDecompress, constants, gzip } from 'node:zlib'
import { pagePolicy } from './security.ts'

/** The forms in which a file can be sent, best first. */
const ENCODINGS = ['br', 'gzip', 'identity'] as const
export type Encoding = (typeof ENCODINGS)[number]

/** The built interface, in memory. */
export interface StaticFiles {
  /** The name of this build, which the page and every answer of the API carry: the same for the same files. */
  readonly build: string
  /** The file at exactly this path, in the best form the client takes; undefined when there is none. */
  file(path: string, request: Request): Response | undefined
  /** The files that carry the hash of their content in their names, in the form to keep them in. */
  hashed(): KeptFile[]
  /** The page, its placeholder replaced by this answer's nonce, with the policy that belongs to it. */
  page(request: Request, nonce: string): Promise<Response>
}

/** A file as the store keeps it for processes of another build. */
export interface KeptFile {
  path: string
  type: string
  encoding: 'br' | 'identity'
  body: Buffer<ArrayBuffer>
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
const NONCE_PLACE = '__CSP_NONCE__'
const BUILD_PLACE = '__CONSOLE_BUILD__'
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
  const page = files.get('/index.html')
  const text = page?.forms.get('identity')?.toString('utf8')
  if (!page || text === undefined) throw new Error(`There is no index.html in ${folder}`)
  files.delete('/index.html')
  // The page names its scripts by the hashes of all that they load.
  const build = page.etag
  const template = text.replaceAll(BUILD_PLACE, build)
  return {
    build,
    file: (path, request) => {
      const file = files.get(path)
      return file && answerWith(file, path, request)
    },
    hashed: () =>
      [...files].flatMap(([path, { type, forms }]) => {
        const encoding = forms.has('br') ? 'br' : 'identity'
        const body = forms.get(encoding)
        return isHashed(path) && body ? [{ path, type, encoding, body }] : []
      }),
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
  const etag = etagOf(forms.get('identity') ?? '')
  return { type: TYPES[extname(name)] ?? 'application/octet-stream', etag, forms }
}

/** Files of `assets/` carry the hash of their content in their names and never change. */
export function isHashed(path: string): boolean {
  return path.startsWith('/assets/')
}

/** Answers with a file that another build has, in the form it is kept in, or unpacked where the client does not take that. */
export async function answerKept({ path, type, encoding, body }: KeptFile, request: Request): Promise<Response> {
  const plain = acceptedEncoding(request.headers.get('accept-encoding'), [encoding, 'identity']) === 'identity'
  const form = plain && encoding === 'br' ? Buffer.from(await promisify(brotliDecompress)(body)) : body
  const forms = new Map<Encoding, Buffer<ArrayBuffer>>([[plain ? 'identity' : encoding, form]])
  return answerWith({ type, etag: etagOf(form), forms }, path, request)
}

const etagOf = (content: Buffer | string) => createHash('sha256').update(content).digest('base64url').slice(0, 22)

/** Hashed files are kept for good; the others are asked for again. */
const answerWith = (file: StoredFile, path: string, request: Request): Response => {
  const encoding = acceptedEncoding(request.headers.get('accept-encoding'), [...file.forms.keys()])
  const etag = `"${file.etag}${SUFFIXES[encoding]}"`
  const headers = {
    'Content-Type': file.type,
    'Cache-Control': isHashed(path) ? `public, max-age=${YEAR}, immutable` : 'no-cache',
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
  const text = template.replaceAll(NONCE_PLACE, nonce)
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
