import { expect, it } from 'vitest'
import { attachment } from './attachment.ts'

it.each([
  ['plain.ndjson', `attachment; filename="plain.ndjson"; filename*=UTF-8''plain.ndjson`],
  ['a b.csv', `attachment; filename="a b.csv"; filename*=UTF-8''a%20b.csv`],
  ['Größe.csv', `attachment; filename="Große.csv"; filename*=UTF-8''Gr%C3%B6%C3%9Fe.csv`.replace('Große', 'Gro-e')],
  ['顧客.csv', `attachment; filename="-.csv"; filename*=UTF-8''%E9%A1%A7%E5%AE%A2.csv`],
  [
    'a"\r\nSet-Cookie: b=1/../c.csv',
    `attachment; filename="a-Set-Cookie- b=1-..-c.csv"; filename*=UTF-8''a-Set-Cookie-%20b%3D1-..-c.csv`,
  ],
  ["it's (new)*.csv", `attachment; filename="it's (new)-.csv"; filename*=UTF-8''it%27s%20%28new%29-.csv`],
  ['../../etc/passwd', `attachment; filename="-..-etc-passwd"; filename*=UTF-8''-..-etc-passwd`],
  ['\ud800.csv', `attachment; filename="-.csv"; filename*=UTF-8''-.csv`],
])('%j', (name, expected) => {
  expect(attachment(name)).toBe(expected)
  expect(() => new Headers({ 'content-disposition': attachment(name) })).not.toThrow()
})
