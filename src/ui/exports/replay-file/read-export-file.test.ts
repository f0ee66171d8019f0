import { readFileSync } from 'node:fs'
import { expect, it, vi } from 'vitest'
import { addressedElsewhere, nameOfFile, sizeWords } from './file-words.ts'
import { readExportFile } from './read-export-file.ts'
import { readLine } from './read-line.ts'

const example = readFileSync(
  new URL('../../../testing/api-examples/export-download.assumed.ndjson', import.meta.url),
  'utf8',
)
const [line = ''] = example.split('\n')
const read = (text: string) =>
  readExportFile(new Blob([text]), { signal: new AbortController().signal, onRead: vi.fn() })

it('sees the events of a documented file, whose they are and whom they are addressed to', async () => {
  const lines = example.trimEnd().split('\n').length
  const contents = await read(example)
  expect(contents).toMatchObject({ events: lines, broken: 0, old: lines, reported: [] })
  expect([...contents.audiences.values()].reduce((sum, one) => sum + one, 0)).toBe(lines)
})

it('tells broken lines by number and goes on; blank ones count but are none', async () => {
  const cut = line.slice(0, 40)
  const contents = await read([line, cut, '', '{"id":1}', line, cut].join('\n'))
  expect(contents).toMatchObject({ events: 2, broken: 3 })
  expect(contents.reported).toEqual([
    { line: 2, reason: 'is not JSON' },
    { line: 4, reason: 'is not a stored event' },
    { line: 6, reason: 'is not JSON' },
  ])
})

it('tells at most fifty broken lines, and counts all', async () => {
  const contents = await read('x\n'.repeat(120))
  expect([contents.broken, contents.reported.length]).toEqual([120, 50])
})

it('reads lines that lie across its pieces, and letters of several bytes', async () => {
  const long = line.replace('{', `{"note":"${'ä€'.repeat(400_000)}",`)
  expect(await read(`${long}\n${line}\n${long}`)).toMatchObject({ events: 3, broken: 0 })
})

it('reads nothing of an empty file, and stops when nobody wants it any more', async () => {
  expect(await read('')).toMatchObject({ events: 0, broken: 0 })
  const left = AbortSignal.abort(new Error('left'))
  await expect(readExportFile(new Blob(['x']), { signal: left, onRead: vi.fn() })).rejects.toThrow('left')
})

it('refuses what is no failed event with a token, and takes one whose claims it cannot read', () => {
  const event = JSON.parse(line)
  const withPayload = (payload: string) =>
    readLine(JSON.stringify({ ...event, request: { ...event.request, payload } }))
  expect(withPayload('nonsense')).toBe('holds a token that cannot be read')
  expect(readLine(JSON.stringify({ id: 'a' }))).toBe('holds no token')
  expect(readLine(JSON.stringify({ ...event, state: 'success' }))).toMatch(/not a failed one/)
  expect(withPayload('aaaa.bbbb.cccc')).toMatchObject({ audience: [] })
})

it('has words for sizes, names and foreign addresses', () => {
  expect([0, 812, 4_200_000, 123_456_789].map(sizeWords)).toEqual(['0 bytes', '812 bytes', '4.2 MB', '123 MB'])
  expect(nameOfFile('failed-events-CRM-2026-11-22.ndjson')).toBe('Replay of failed-events-CRM-2026-11-22')
  const audiences = new Map([
    ['https://a.example', 3],
    ['https://b.example/ https://a.example/', 5],
    ['https://b.example/', 2],
    ['', 1],
  ])
  expect(addressedElsewhere(audiences, 'https://a.example/')).toBe(3)
})
