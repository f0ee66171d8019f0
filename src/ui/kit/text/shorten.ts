/** Shortens in the middle, where identifiers differ least: `8f14e45f…b1c2`. Values that would not get shorter stay. */
export function shortenMiddle(value: string, head = 8, tail = 4): string {
  return value.length <= head + tail + 1 ? value : `${value.slice(0, head)}…${value.slice(-tail)}`
}
