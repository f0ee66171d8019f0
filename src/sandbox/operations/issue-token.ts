import { TokenReply } from '../../contract/upstream/token.ts'
import { readBasic } from './basic-auth.ts'
import { readForm } from './form-body.ts'
import { operation } from './operation.ts'

/** Exchanges the configuration client's credentials for an access token (API 2, RFC 6749 section 4.4). */
export const issueToken = operation({
  method: 'POST',
  path: '/:customerId/login/token',
  auth: 'none',
  status: 200,
  reply: TokenReply,
  async run({ request, customer, state, options, schedule }) {
    const client = readBasic(request, options.basic === 'form')
    if (client?.user !== customer.clientId || client.password !== customer.clientSecret) return unknownClient()
    const form = await readForm(request, options.tokenBody)
    const [grant, scope] = [form?.get('grant_type'), form?.get('scope')]
    if (!grant) return refused('invalid_request', 'grant_type is missing')
    if (grant !== 'client_credentials') return refused('unsupported_grant_type', 'The grant type is not supported')
    if (!scope) return refused('invalid_request', 'scope is missing')
    if (!options.allowedScopes.includes(scope))
      return refused('invalid_scope', 'The requested scope is not allowed by the token policy')

    const life = schedule.scaled(options.tokenLifetime * 1000)
    const { token } = state.tokens.issue(customer.customerId, scope, life)
    return { access_token: token, expires_in: Math.max(1, Math.floor(life / 1000)), token_type: 'Bearer', scope }
  },
})

/** RFC 6749 section 5.2: the documentation does not show these (18 #3). */
const refused = (error: string, error_description: string) =>
  Response.json({ error, error_description }, { status: 400, headers: { 'Cache-Control': 'no-store' } })

const unknownClient = () =>
  Response.json(
    { error: 'invalid_client', error_description: 'Client authentication failed' },
    { status: 401, headers: { 'Cache-Control': 'no-store', 'WWW-Authenticate': 'Basic realm="login"' } },
  )
