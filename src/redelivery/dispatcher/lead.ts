import { SECOND } from '../../contract/durations.ts'

/** The time before its turn at which an item is claimed, in ms, so that its call goes out in time although it is prepared. */
export interface Lead {
  now(): number
  /** Takes the time that a preparation took. */
  took(milliseconds: number): void
}

/** The longest lead, in ms and as a share of the shortest interval. */
const [LONGEST, SHARE] = [2 * SECOND, 1 / 4]

/** Makes a lead of one and a half times the mean time of preparations, in which the latest ones count most. */
export function createLead(environments: readonly { interval: number }[]): Lead {
  const most = Math.min(LONGEST, ...environments.map(({ interval }) => interval * SHARE))
  let usual = 0
  return {
    now: () => Math.floor(Math.min(usual * 1.5, most)),
    took(milliseconds) {
      usual += (milliseconds - usual) / 8
    },
  }
}
