import { randomBytes } from 'node:crypto'

const COUNTER_END = 0x1000

/** Returns the beginning of the UUIDs of version 7 made at a time (ms since 1970): it sorts before all of them. */
export function uuid7Prefix(time: number): string {
  const hex = Math.max(0, Math.floor(time)).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}`
}

/**
 * Returns a maker of UUIDs of version 7 (RFC 9562) that sort strictly in the order they were made, also when the clock
 * stands still or goes back. `crypto.randomUUIDv7` does not promise that within a millisecond and takes no clock, and the
 * pages of the journal are read by these ids, its own and those of the ledger of runs. `now` is in milliseconds.
 */
export function createUuid7(now: () => number): () => string {
  let last = 0
  let counter = 0
  return () => {
    const time = now()
    if (time > last) {
      last = time
      counter = randomBytes(2).readUInt16BE() % (COUNTER_END / 2)
    } else if (++counter === COUNTER_END) {
      last += 1
      counter = 0
    }
    const bytes = Buffer.concat([Buffer.alloc(8), randomBytes(8)])
    bytes.writeUIntBE(last, 0, 6)
    bytes.writeUInt16BE(0x7000 | counter, 6)
    bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
    const hex = bytes.toString('hex')
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
  }
}
