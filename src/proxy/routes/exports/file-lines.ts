import { Refusal } from '../../../contract/refusal.ts'

/** How much of a file is read: bytes of it, and lines. */
export interface FileLimits {
  bytes: number
  lines: number
}

/** One line of a file that is not empty; `number` counts all of them, from 1. */
export interface FileLine {
  number: number
  text: string
}

/**
 * The lines of a body as it arrives, whatever they end with, UTF-8. Throws `Refusal` as soon as there is more than the
 * limits allow: what is not read to its end is not taken for the whole.
 */
export async function* linesOf(body: ReadableStream<Uint8Array> | null, limits: FileLimits): AsyncGenerator<FileLine> {
  let [number, filled, bytes] = [0, 0, 0]
  const line = (text: string): FileLine[] => {
    number += 1
    if (text.trim() === '') return []
    filled += 1
    if (filled > limits.lines) throw tooLarge(`has more than ${limits.lines.toLocaleString('en')} lines`)
    return [{ number, text }]
  }
  const decoder = new TextDecoder()
  let rest: string[] = []
  for await (const part of body ?? []) {
    bytes += part.length
    if (bytes > limits.bytes) throw tooLarge(`is larger than ${limits.bytes / 2 ** 20} MiB`)
    const [first = '', ...more] = decoder.decode(part, { stream: true }).split('\n')
    rest.push(first)
    if (more.length === 0) continue
    yield* line(rest.join(''))
    rest = [more.pop() ?? '']
    for (const text of more) yield* line(text)
  }
  rest.push(decoder.decode())
  const last = rest.join('')
  if (last !== '') yield* line(last)
}

const tooLarge = (how: string): Refusal =>
  new Refusal({
    code: 'invalid_request',
    status: 413,
    title: `The file ${how}`,
    remedy: 'Split it between two lines and start a run for each part.',
  })
