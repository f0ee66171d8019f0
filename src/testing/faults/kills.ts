/** Returns how often a fault is made: a few times in `npm test`, as often as it was asked for in `npm run test:faults`. */
export function kills(few: number): number {
  return Number(process.env.FAULTS ?? few)
}
