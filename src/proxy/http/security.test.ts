import { CspEvaluator, DEFAULT_CHECKS } from 'csp_evaluator/dist/evaluator.js'
import { Severity } from 'csp_evaluator/dist/finding.js'
import { CspParser } from 'csp_evaluator/dist/parser.js'
import { describe, expect, it } from 'vitest'
import { crossSite, dataPolicy, newNonce, pagePolicy, securityHeaders } from './security.ts'

const home = 'https://console.example'

describe('the content security policy', () => {
  it.each([
    ['a page', pagePolicy(newNonce())],
    ['data', dataPolicy],
  ])('of %s has no serious weakness', (_, policy) => {
    const findings = new CspEvaluator(new CspParser(policy).csp).evaluate(DEFAULT_CHECKS)
    const serious = findings.filter(({ severity }) => severity <= Severity.MEDIUM)
    expect(serious.map(({ description, directive }) => `${directive}: ${description}`)).toEqual([])
  })

  it('allows no script and no style that is written into the page', () => {
    expect(pagePolicy('n')).not.toMatch(/unsafe|\*|https?:/)
  })

  it('has a new nonce for each page', () => {
    expect(newNonce()).not.toBe(newNonce())
    expect(Buffer.from(newNonce(), 'base64url')).toHaveLength(16)
  })
})

it('asks for https to stay only where there is https', () => {
  expect(securityHeaders(home)).toHaveProperty('Strict-Transport-Security')
  expect(securityHeaders('http://localhost:3000')).not.toHaveProperty('Strict-Transport-Security')
})

describe('a request from elsewhere', () => {
  const ours = { origin: home, 'sec-fetch-site': 'same-origin', 'x-console': '1' }
  const refused = (method: string, headers: Record<string, string>) =>
    crossSite(new Request(`${home}/api/x`, { method, headers }), home)

  it('is none when the page itself asks', () => {
    expect(refused('POST', ours)).toBeUndefined()
    expect(refused('GET', { 'sec-fetch-site': 'same-origin' })).toBeUndefined()
    expect(refused('GET', { 'sec-fetch-site': 'none' })).toBeUndefined()
  })

  it.each([
    ['another site', 'POST', { ...ours, 'sec-fetch-site': 'cross-site' }],
    ['a sister site', 'POST', { ...ours, 'sec-fetch-site': 'same-site' }],
    ['the address bar', 'POST', { ...ours, 'sec-fetch-site': 'none' }],
    ['another origin', 'PATCH', { ...ours, origin: 'https://evil.example' }],
    ['another port', 'PATCH', { ...ours, origin: 'https://console.example:8443' }],
    ['a sandboxed frame', 'POST', { ...ours, origin: 'null' }],
    ['a form', 'POST', { origin: home, 'sec-fetch-site': 'same-origin' }],
    ['a page that reads across sites', 'GET', { 'sec-fetch-site': 'cross-site' }],
  ])('is refused from %s', (_, method, headers) => {
    expect(refused(method, headers)).toEqual(expect.any(String))
  })
})
