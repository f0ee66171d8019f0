import { expect, it } from 'vitest'
import { missingPage, missingPageWords } from './missing-page.ts'

const page = (page: number, pages: number, total = 70) => ({
  items: [],
  total,
  all: total,
  page,
  requestedPage: page,
  pages,
  size: 20,
  asOf: '2026-11-21T10:00:00Z',
  eventTypes: [],
})

it.each([
  ['9', 4, 4, 'There is no page 9; this is the last, page 4.'],
  ['0', 1, 4, 'There is no page 0; this is the first, page 1.'],
  ['two', 1, 4, 'There is no page two; this is the first, page 1.'],
  ['2', 1, 1, 'There is no page 2; this is the only one, page 1.'],
])('says that there is no page %s', (asked, shown, pages, words) => {
  const missing = missingPage(asked, page(shown, pages))
  expect(missing && missingPageWords(missing)).toBe(words)
})

it.each([
  ['without a page in the address', null, page(1, 4)],
  ['on a page that exists', '3', page(3, 4)],
  ['when nothing matches, which says enough', '3', page(1, 1, 0)],
])('says nothing %s', (_case, asked, shown) => {
  expect(missingPage(asked, shown)).toBeUndefined()
})
