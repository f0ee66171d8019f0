import { AuthorizationResponseError } from 'openid-client'

/** The reasons in the journal for which a sign-in or another attempt was refused. */
export const ATTEMPT_WORDS = {
  noClaim: (claim: string) => `The claim “${claim}” did not come`,
  noRole: (claim: string) => `No value of the claim “${claim}” gives a role`,
  provider: (problem: unknown) =>
    problem instanceof AuthorizationResponseError
      ? `The sign-in provider refused: ${problem.error.slice(0, 60)}`
      : 'The sign-in provider’s answer could not be accepted',
  notBegun: 'Not begun in this browser, more than ten minutes ago, or finished already',
  tooManySignIns: 'Too many sign-ins from this address',
  others: 'Further ones, counted together',
}
