import { expect, it } from 'vitest'
import { pastedId } from './pasted-id.ts'

const ID = '3f2504e0-4f89-41d3-9a0c-0305e82c3301'

it.each([
  ID,
  ` ${ID.toUpperCase()} `,
  `"${ID}",`,
  `'${ID}'`,
  `<${ID}>`,
  `\u200b${ID.slice(0, 10)}\u200b${ID.slice(10)}\ufeff`,
  `https://console.example/production/users/${ID}?x=1`,
  `sub: ${ID}; sub: ${ID}`,
])('finds the id in %j', (text) => {
  expect(pastedId(text)).toBe(ID)
})

it.each(['', 'crm', ID.slice(0, 35), `${ID} 4f2504e0-4f89-41d3-9a0c-0305e82c3301`])('finds none in %j', (text) => {
  expect(pastedId(text)).toBeUndefined()
})
