import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { acceptedEncoding, answerKept, readStaticFiles, type StaticFiles } from './static-files.ts'

const script = 'export const answer = 42\n'.repeat(40)
let folder: string
let files: StaticFiles

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'static-files-'))
  await mkdir(join(folder, 'assets'))
  await writeFile(
    join(folder, 'index.html'),
    '<meta name="nonce" content="__CSP_NONCE__"><style nonce="__CSP_NONCE__"></style>',
  )
  await writeFile(join(folder, 'mark.svg'), '<svg/>')
  await writeFile(join(folder, 'assets', 'main-4f2a.js'), script)
  await writeFile(join(folder, 'assets', 'main-4f2a.js.br'), brotliCompressSync(script))
  await writeFile(join(folder, 'assets', 'main-4f2a.js.gz'), gzipSync(script))
  await symlink('/etc/hostname', join(folder, 'assets', 'link.txt'))
  files = await readStaticFiles(folder)
})
afterAll(() => rm(folder, { recursive: true }))

const ask = (headers: Record<string, string> = {}) => new Request('http://localhost:3000/', { headers })
const bytes = async (response = new Response()) => Buffer.from(await response.arrayBuffer())

describe('files', () => {
  it('sends the form made by the build that the client takes', async () => {
    const path = '/assets/main-4f2a.js'
    const br = files.file(path, ask({ 'accept-encoding': 'gzip, deflate, br, zstd' }))
    const gz = files.file(path, ask({ 'accept-encoding': 'br;q=0, gzip' }))
    const plain = files.file(path, ask())
    expect([br, gz, plain].map((one) => one?.headers.get('content-encoding') ?? null)).toEqual(['br', 'gzip', null])
    expect(brotliDecompressSync(await bytes(br)).toString()).toBe(script)
    expect(gunzipSync(await bytes(gz)).toString()).toBe(script)
    expect((await bytes(plain)).toString()).toBe(script)
    expect(new Set([br, gz, plain].map((one) => one?.headers.get('etag'))).size).toBe(3)
  })

  it('keeps hashed files for a year and asks again for the others', () => {
    const asset = files.file('/assets/main-4f2a.js', ask())
    expect(asset?.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(asset?.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    const mark = files.file('/mark.svg', ask())
    expect(mark?.headers.get('cache-control')).toBe('no-cache')
    const again = files.file('/mark.svg', ask({ 'if-none-match': mark?.headers.get('etag') ?? '' }))
    expect([again?.status, again?.body]).toEqual([304, null])
  })

  it('names its hashed files in the form to keep them in, and answers with one of another build in what the client takes', async () => {
    const [kept, ...more] = files.hashed()
    expect([kept?.path, kept?.encoding, more]).toEqual(['/assets/main-4f2a.js', 'br', []])
    if (!kept) throw new Error('there is one')
    const br = await answerKept(kept, ask({ 'accept-encoding': 'br' }))
    const plain = await answerKept(kept, ask())
    expect(brotliDecompressSync(await bytes(br)).toString()).toBe(script)
    expect((await bytes(plain)).toString()).toBe(script)
    expect([br, plain].map(({ headers }) => headers.get('content-encoding'))).toEqual(['br', null])
    expect(plain.headers.get('cache-control')).toContain('immutable')
  })

  it.each([
    '/../package.json',
    '/assets/',
    '/assets',
    '/',
    '/assets/main-4f2a.js.br',
    '/assets/link.txt',
    '/constructor',
  ])('has nothing at %s', (path) => {
    expect(files.file(path, ask())).toBeUndefined()
  })
})

describe('the page', () => {
  it('carries the nonce it was given, in text and policy, and is never kept unasked', async () => {
    const page = await files.page(ask(), 'abc123')
    expect(await page.text()).toBe('<meta name="nonce" content="abc123"><style nonce="abc123"></style>')
    expect(page.headers.get('content-security-policy')).toContain("style-src 'self' 'nonce-abc123'")
    expect([page.headers.get('cache-control'), page.headers.get('etag')]).toEqual(['no-cache', null])
  })

  it('is compressed on the way', async () => {
    const br = await files.page(ask({ 'accept-encoding': 'br' }), 'one')
    const gz = await files.page(ask({ 'accept-encoding': 'gzip' }), 'two')
    expect(brotliDecompressSync(await bytes(br)).toString()).toContain('content="one"')
    expect(gunzipSync(await bytes(gz)).toString()).toContain('content="two"')
  })
})

it('says when the interface was not built', async () => {
  const empty = await mkdtemp(join(tmpdir(), 'static-files-'))
  await expect(readStaticFiles(empty)).rejects.toThrow('no index.html')
  await rm(empty, { recursive: true })
})

it.each([
  ['', 'identity'],
  ['*', 'br'],
  ['*;q=0', 'identity'],
  ['identity', 'identity'],
  ['GZIP', 'gzip'],
  ['br;q=0.1, gzip;q=0.9', 'br'],
  ['br; q=0, *', 'gzip'],
  ['br;q=nonsense', 'identity'],
])('reads Accept-Encoding %j as %s', (header, encoding) => {
  expect(acceptedEncoding(header, ['br', 'gzip', 'identity'])).toBe(encoding)
})
