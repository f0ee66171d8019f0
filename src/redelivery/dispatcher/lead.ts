/** How long before its time a turn is taken, in ms: so that its call goes out in time and the preparation costs none. */
export interface Lead {
  now(): number
  /** Told how long a preparation took. */
  took(milliseconds: number): void
}

/** The longest lead, in ms and as a share of the shortest interval. */
const [LONGEST, SHARE] = [2000, 1 / 4]

/** As long as preparations take, and half as long again: of late, the last ones counting most. */
export const createLead = (environments: readonly { interval: number }[]): Lead => {
  const most = Math.min(LONGEST, ...environments.map(({ interval }) => interval * SHARE))
  let usual = 0
  return {
    now: () => Math.floor(Math.min(usual * 1.5, most)),
    took(milliseconds) {
      usual += (milliseconds - usual) / 8
    },
  }
}
