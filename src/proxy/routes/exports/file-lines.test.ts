import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type FileLine, linesOf } from './file-lines.ts'

const LIMITS = { bytes: 10_000, lines: 100 }

/** A body that arrives in parts of so many bytes. */
const bodyOf = (text: string, size: number) => {
  const bytes = new TextEncoder().encode(text)
  let at = 0
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at >= bytes.length) return controller.close()
      controller.enqueue(bytes.slice(at, at + size))
      at += size
    },
  })
}
const read = async (body: ReadableStream<Uint8Array>, limits = LIMITS): Promise<FileLine[]> => {
  const lines: FileLine[] = []
  for await (const line of linesOf(body, limits)) lines.push(line)
  return lines
}

describe('the lines of a body', () => {
  it('are the same however it arrives', async () => {
    const text = fc.array(fc.string({ unit: 'grapheme', maxLength: 20 }).filter((line) => !line.includes('\n')))
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 50 }), async (lines, size) => {
        const found = await read(bodyOf(lines.join('\n'), size))
        const expected = lines
          .map((line, index) => ({ number: index + 1, text: line }))
          .filter((line) => line.text.replace(/^\ufeff/, '').trim() !== '')
        const withoutMark = (line: FileLine) => ({ ...line, text: line.text.replace(/^\ufeff/, '') })
        expect(found.map(withoutMark)).toEqual(expected.map(withoutMark))
      }),
    )
  })

  it('are counted with the empty ones, end as they like and begin without a mark', async () => {
    expect(await read(bodyOf('\ufeffone\r\n\n  \nfour\u2028still four\n', 3))).toEqual([
      { number: 1, text: 'one\r' },
      { number: 4, text: 'four\u2028still four' },
    ])
  })

  it('are none of no body', async () => {
    expect(await read(bodyOf('', 9))).toEqual([])
  })
})

it('refuses more bytes than are allowed, as soon as they come', async () => {
  const endless = new ReadableStream<Uint8Array>({ pull: (controller) => controller.enqueue(new Uint8Array(1000)) })
  await expect(read(endless, { ...LIMITS, bytes: 2 ** 20 })).rejects.toMatchObject({
    problem: { code: 'invalid_request', status: 413, title: 'The file is larger than 1 MiB' },
  })
})

it('refuses more lines than are allowed, empty ones aside', async () => {
  expect(await read(bodyOf('\n\na\nb\nc\n', 9), { ...LIMITS, lines: 3 })).toHaveLength(3)
  await expect(read(bodyOf('a\nb\nc\nd', 9), { ...LIMITS, lines: 3 })).rejects.toMatchObject({
    problem: { status: 413, title: 'The file has more than 3 lines' },
  })
})
