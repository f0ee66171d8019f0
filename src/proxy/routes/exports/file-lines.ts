import { refusals } from '../../words/refusals.ts'

/** The largest file that is read. */
export interface FileLimits {
  bytes: number
  lines: number
}

/** One line of a file that is not empty; `number` counts all lines, from 1. */
export interface FileLine {
  number: number
  text: string
}

/**
 * Yields the lines of a body as it arrives, whatever they end with, UTF-8. Throws `Refusal` as soon as there is more than
 * the limits allow, so that a part is never taken for the whole.
 */
export async function* linesOf(body: AsyncIterable<Uint8Array>, limits: FileLimits): AsyncGenerator<FileLine> {
  let [number, filled, bytes] = [0, 0, 0]
  const line = (text: string): FileLine[] => {
    number += 1
    if (text.trim() === '') return []
    filled += 1
    if (filled > limits.lines) throw refusals.fileTooLarge(`has more than ${limits.lines.toLocaleString('en')} lines`)
    return [{ number, text }]
  }
  const decoder = new TextDecoder()
  let rest: string[] = []
  for await (const chunk of body) {
    bytes += chunk.length
    if (bytes > limits.bytes) throw refusals.fileTooLarge(`is larger than ${limits.bytes / 2 ** 20} MiB`)
    const [first = '', ...more] = decoder.decode(chunk, { stream: true }).split('\n')
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
