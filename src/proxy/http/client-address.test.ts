import type { IncomingMessage } from 'node:http'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rangeProblem } from '../../config/address-range.ts'
import { createClientAddress } from './client-address.ts'

const asked = (remoteAddress: string | undefined, forwarded?: string | string[]) =>
  ({ socket: { remoteAddress }, headers: { 'x-forwarded-for': forwarded } }) as unknown as IncomingMessage

describe('with no proxy to trust', () => {
  const clientOf = createClientAddress()

  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2::6', '2001:db8:1:2'],
    ['2001:db8::6', '2001:db8:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
    ['::1', '0:0:0:0'],
    [undefined, 'unknown'],
  ])('counts %s as %s, whatever the header says', (remoteAddress, counted) => {
    expect(clientOf(asked(remoteAddress))).toBe(counted)
    expect(clientOf(asked(remoteAddress, '203.0.113.9'))).toBe(counted)
  })

  it('counts what came over no port together', () => {
    expect(clientOf(undefined)).toBe('unknown')
  })
})

describe('behind proxies in 10.0.0.0/8 and 2001:db8:5::/48', () => {
  const clientOf = createClientAddress(['10.0.0.0/8', '2001:db8:5::/48', '127.0.0.1'])

  it.each([
    ['one proxy', '10.0.0.1', '203.0.113.9', '203.0.113.9'],
    ['one on this machine', '127.0.0.1', '203.0.113.9', '203.0.113.9'],
    ['one heard over IPv6 in IPv4 clothes', '::ffff:10.0.0.1', '203.0.113.9', '203.0.113.9'],
    ['two in a row', '10.0.0.1', '203.0.113.9, 10.0.0.2', '203.0.113.9'],
    ['two of both kinds', '2001:db8:5::1', '203.0.113.9,10.0.0.2', '203.0.113.9'],
    ['a client of IPv6, by its network', '10.0.0.1', '2001:db8:9:1::4', '2001:db8:9:1'],
    ['the same, written otherwise', '10.0.0.1', '2001:0DB8:0009:0001:0::4', '2001:db8:9:1'],
    ['a client in IPv6 clothes', '10.0.0.1', '::ffff:cb00:7109', '203.0.113.9'],
    ['a port behind the address', '10.0.0.1', '203.0.113.9:4711', '203.0.113.9'],
    ['brackets and a port', '10.0.0.1', '[2001:db8:9:1::4]:4711', '2001:db8:9:1'],
    ['a client among the proxies', '10.0.0.1', '10.3.0.7, 10.0.0.2', '10.3.0.7'],
    ['what the client made up', '10.0.0.1', '198.51.100.1, 10.0.0.9, 203.0.113.9', '203.0.113.9'],
    ['nonsense that the client sent', '10.0.0.1', '<script>, ,, 203.0.113.9', '203.0.113.9'],
    ['a proxy made up by the client', '10.0.0.1', '10.0.0.2, 203.0.113.9, 10.0.0.2', '203.0.113.9'],
    ['no header', '10.0.0.1', undefined, '10.0.0.1'],
    ['an empty one', '10.0.0.1', '', '10.0.0.1'],
    ['one that holds no address', '10.0.0.1', 'unknown', '10.0.0.1'],
    ['one with a hole in it', '10.0.0.1', '203.0.113.9,,10.0.0.2', '10.0.0.1'],
    ['an address of too many parts', '10.0.0.1', '203.0.113.9.1', '10.0.0.1'],
    ['a peer that is no proxy', '203.0.113.50', '198.51.100.1', '203.0.113.50'],
    ['a peer that names a proxy', '203.0.113.50', '10.0.0.1', '203.0.113.50'],
  ])('%s', (_, peer, forwarded, counted) => {
    expect(clientOf(asked(peer, forwarded))).toBe(counted)
  })

  it('reads several headers as one list', () => {
    expect(clientOf(asked('10.0.0.1', ['198.51.100.1', '203.0.113.9, 10.0.0.2']))).toBe('203.0.113.9')
  })

  it('counts a client as itself, whatever it put into the header', () => {
    const entry = fc.oneof(fc.ipV4(), fc.ipV6(), fc.string(), fc.constantFrom('10.0.0.1', '', '127.0.0.1', ','))
    fc.assert(
      fc.property(fc.array(entry), fc.array(fc.constantFrom('10.0.0.2', '10.9.9.9')), (made, between) => {
        const header = [...made, '203.0.113.9', ...between].join(', ')
        expect(clientOf(asked('10.0.0.1', header))).toBe('203.0.113.9')
        expect(clientOf(asked('203.0.113.9', header))).toBe('203.0.113.9')
      }),
    )
  })
})

it.each(['10.0.0.0/8', '10.0.0.1', '10.0.0.1/32', '::1', '2001:db8::/32', '2001:db8::/128', '::ffff:10.0.0.1'])(
  'takes %s for proxies',
  (text) => expect(rangeProblem(text)).toBeUndefined(),
)

it.each([
  '',
  'loopback',
  'proxy.example',
  '10.0.0.0/33',
  '10.0.0.0/-1',
  '10.0.0.0/',
  '10.0.0/8',
  '::/129',
  '1.1.1.1/8/8',
  'fe80::1%eth0',
])('does not take %j', (text) => expect(rangeProblem(text)).toContain('must be an address or a range'))

it.each(['0.0.0.0/0', '::/0'])('does not trust everybody: %s', (text) => {
  expect(rangeProblem(text)).toContain('every address')
})
