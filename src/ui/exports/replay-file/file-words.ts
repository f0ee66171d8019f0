const UNITS = ['bytes', 'KB', 'MB', 'GB', 'TB'] as const

/** Returns a size as `812 bytes` or `4.2 MB`. */
export function sizeWords(bytes: number): string {
  const step = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)))
  const value = bytes / 1_000 ** step
  return `${value.toLocaleString('en', { maximumFractionDigits: step === 0 || value >= 100 ? 0 : 1 })} ${UNITS[step]}`
}

const ENDINGS = /(\.(ndjson|jsonl|json|txt))+$/i

/** Proposes a name for the run of a file. */
export function nameOfFile(name: string): string {
  return `Replay of ${name.replace(ENDINGS, '')}`.slice(0, 200)
}

/** Returns how many tokens of a file are addressed elsewhere; a listener that checks the audience rejects them. */
export function addressedElsewhere(audiences: ReadonlyMap<string, number>, endpoint: string): number {
  let others = 0
  for (const [audience, tokens] of audiences)
    if (!audience.split(' ').some((one) => same(one, endpoint))) others += tokens
  return others
}

const same = (one: string, other: string): boolean =>
  (URL.parse(one)?.href ?? one) === (URL.parse(other)?.href ?? other)

/** Returns how many events of a file name another subscription. */
export function eventsOfOthers(subscriptions: ReadonlyMap<string, number>, id: string): number {
  let others = 0
  for (const [subscription, events] of subscriptions) if (subscription !== id.toLowerCase()) others += events
  return others
}
