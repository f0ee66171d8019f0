import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { strikeOut } from './strike-out.ts'

const SECRET = 'hunter2/+ä ~secret'
const base64 = (text: string) => Buffer.from(text).toString('base64')
const WAYS: [string, (text: string) => string][] = [
  ['as it is', (text) => text],
  ['base64', base64],
  ['base64 without padding', (text) => base64(text).replace(/=+$/, '')],
  ['base64url', (text) => Buffer.from(text).toString('base64url')],
  ['base64 behind one byte', (text) => base64(`:${text}`)],
  ['base64 within more', (text) => base64(`client:${text} and more`)],
  ['base64 in an address', (text) => encodeURIComponent(base64(text))],
  ['URL', encodeURIComponent],
  ['URL in small letters', (text) => encodeURIComponent(text).replace(/%../g, (one) => one.toLowerCase())],
  ['URL twice', (text) => encodeURIComponent(encodeURIComponent(text))],
  ['URL with every sign', (text) => Buffer.from(text).toString('hex').replace(/../g, '%$&')],
  ['form', (text) => new URLSearchParams([['', text]]).toString().slice(1)],
  ['hexadecimal', (text) => Buffer.from(text).toString('hex')],
  ['hexadecimal in capitals', (text) => Buffer.from(text).toString('hex').toUpperCase()],
  [
    'hexadecimal with colons',
    (text) =>
      Buffer.from(text)
        .toString('hex')
        .replace(/..(?!$)/g, '$&:'),
  ],
]
const decoded = (text: string) =>
  [
    text,
    Buffer.from(text, 'base64').toString(),
    Buffer.from(text, 'base64url').toString(),
    Buffer.from(text, 'hex').toString(),
  ].join(' ')

describe('a secret is struck out', () => {
  it.each(WAYS)('%s', (_, spell) => {
    const shown = strikeOut(`before (${spell(SECRET)}) after`, ['other', SECRET])
    expect(shown).toMatch(/^before \(.{0,20}\[secret\].{0,20}\) after$/)
    expect(shown).not.toContain(spell(SECRET))
  })

  it('whatever it is made of, so that nothing of it can be had from what remains', () => {
    const secret = fc
      .string({ unit: 'grapheme', minLength: 8, maxLength: 40 })
      .filter((text) => Buffer.from(text).length >= 8)
    fc.assert(
      fc.property(secret, fc.constantFrom(...WAYS), fc.string(), (text, [, spell], around) => {
        fc.pre(text.isWellFormed() && !around.includes(text))
        const [shown] = [strikeOut(spell(text), [text])]
        expect(shown).toContain('[secret]')
        expect(decoded(shown.replaceAll('[secret]', ''))).not.toContain(text)
      }),
    )
  })
})

it('leaves everything else as it is', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      fc.pre(!text.includes('[secret]'))
      expect(strikeOut(text, [SECRET, ''])).toBe(text)
    }),
  )
  expect(strikeOut('the pin is pinned', ['pin'])).toBe('the [secret] is [secret]ned')
})
