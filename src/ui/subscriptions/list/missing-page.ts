import type { SubscriptionPage } from '../../../contract/subscription.ts'

interface MissingPage {
  /** As it stood in the address. */
  asked: string
  /** The page shown instead. */
  page: number
  pages: number
}

/** The page that the address names and the list does not have; undefined when it has it, or is empty. */
export function missingPage(asked: string | null, { page, pages, total }: SubscriptionPage): MissingPage | undefined {
  if (asked === null || asked === String(page) || total === 0) return undefined
  return { asked, page, pages }
}

/** "There is no page 9; this is the last, page 4." */
export function missingPageWords({ asked, page, pages }: MissingPage): string {
  const place = pages === 1 ? 'the only one' : page === pages ? 'the last' : page === 1 ? 'the first' : 'the nearest'
  return `There is no page ${asked.slice(0, 20)}; this is ${place}, page ${page}.`
}
