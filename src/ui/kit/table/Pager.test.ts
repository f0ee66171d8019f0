import { expect, it } from 'vitest'
import { pageNumbers } from './Pager.tsx'

it.each([
  [1, 1, [1]],
  [1, 4, [1, 2, 3, 4]],
  [1, 11, [1, 2, 3, 4, null, 11]],
  [6, 11, [1, null, 5, 6, 7, null, 11]],
  [11, 11, [1, null, 8, 9, 10, 11]],
])('on page %i of %i offers %j', (page, pages, offered) => {
  expect(pageNumbers(page, pages)).toEqual(offered)
})
