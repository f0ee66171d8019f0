import type { Role } from '../../contract/role.ts'

/** Somebody who can sign in at the sandbox's identity provider; `id` is the `sub` claim. */
export interface DemoAccount {
  id: string
  name: string
  email: string
  roles: readonly [Role]
  /** The person's work with the console, for the sign-in page. */
  does: string
}

/** The three people on the sign-in page: one for each role. */
export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  {
    id: 'vera.lindqvist',
    name: 'Vera Lindqvist',
    email: 'vera.lindqvist@tavelund.example',
    roles: ['viewer'],
    does: 'Looks, changes nothing.',
  },
  {
    id: 'omar.sandell',
    name: 'Omar Sandell',
    email: 'omar.sandell@tavelund.example',
    roles: ['operator'],
    does: 'Also switches and redelivers.',
  },
  {
    id: 'ada.brandt',
    name: 'Ada Brandt',
    email: 'ada.brandt@tavelund.example',
    roles: ['administrator'],
    does: 'May do everything.',
  },
]
