import { describe, expect, it } from 'vitest'
import { endpointProblem, isPrivateAddress } from './endpoint.ts'

const problem = (endpoint: string, addresses: string[] = ['93.184.216.34']) =>
  endpointProblem(endpoint, {
    lookup: async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    unresolvedEndpoints: 'refuse',
  })
const unresolved = (unresolvedEndpoints: 'refuse' | 'accept') =>
  endpointProblem('https://no.such.name/', {
    lookup: () => Promise.reject(new Error('ENOTFOUND')),
    unresolvedEndpoints,
  })

describe('refuses', () => {
  it.each(['http://www.example.com/', 'ftp://www.example.com', 'www.example.com', '', 'https://'])(
    '%j, which is not https',
    async (endpoint) => expect(await problem(endpoint)).toBe('endpoint must be an https URL'),
  )

  it.each([
    'https://127.0.0.1/',
    'https://127.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://10.1.2.3:8443/',
    'https://172.31.0.1/',
    'https://192.168.1.1/',
    'https://169.254.169.254/latest',
    'https://100.64.0.1/',
    'https://0.0.0.0/',
    'https://[::1]/',
    'https://[fe80::1]/',
    'https://[fd00::1]/',
    'https://[::ffff:10.0.0.1]/',
  ])('%s, which is private', async (endpoint) =>
    expect(await problem(endpoint)).toBe('endpoint must have a public address'),
  )

  it.each([
    'https://localhost/',
    'https://LOCALHOST.:8080/',
    'https://a.localhost/',
    'https://printer.local/',
    'https://db.internal/',
  ])('%s, which is a private name', async (endpoint) =>
    expect(await problem(endpoint)).toBe('endpoint must have a public host name'),
  )

  it('a name with a private address among its addresses', async () => {
    expect(await problem('https://www.example.com/', ['93.184.216.34', '10.0.0.1'])).toBe(
      'endpoint must resolve to public addresses',
    )
    expect(await problem('https://www.example.com/', [])).toBe('endpoint must resolve to public addresses')
  })

  it('a name that cannot be resolved, unless told otherwise', async () => {
    expect(await unresolved('refuse')).toBe('endpoint host cannot be resolved')
    expect(await unresolved('accept')).toBeUndefined()
  })
})

it.each([
  'https://www.example.com/hook',
  'https://www.example.com:8443',
  'https://93.184.216.34/',
  'https://crm.listener.example/x',
])('takes %s', async (endpoint) => expect(await problem(endpoint)).toBeUndefined())

it('looks up everything but its own listeners', async () => {
  expect(await problem('https://crm.listener.example/', ['10.0.0.1'])).toBeUndefined()
  expect(await problem('https://listener.example/', ['10.0.0.1'])).toBeDefined()
})

it.each(['2606:2800:220:1::1', '8.8.8.8', '172.32.0.1'])('knows %s as public', (address) =>
  expect(isPrivateAddress(address)).toBe(false),
)
