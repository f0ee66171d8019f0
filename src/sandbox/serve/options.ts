import { BEHAVIOUR } from '../base/behaviour.ts'
import { type Flag, named, number, text, url, urls } from '../base/flags.ts'
import { DEFAULTS, type SandboxOptions } from '../base/options.ts'
import { SEED_SIZE } from '../seed/seed.ts'
import { DEFAULT_PORT, DEFAULT_REDIRECT_URI, type SandboxServerOptions } from './serve.ts'

/** The options that do not fit a word on a command line. */
type Elsewhere = 'customers' | 'clock' | 'lookup'
type Settings = Required<Omit<SandboxServerOptions, Elsewhere>>
type Flags<Keys extends keyof Settings> = { [Key in Keys]: Flag<Settings[Key]> }
type Group = readonly [title: string, flags: { readonly [key: string]: Flag<unknown> }]

const served: Flags<
  'port' | 'host' | 'publicUrl' | 'redirectUris' | 'postLogoutRedirectUris' | 'backchannelLogoutUri'
> = {
  port: number('port to listen on; 0 for any that is free', { most: 65_535 }),
  host: text('NAME', 'address to listen on'),
  publicUrl: url('where others reach it, behind a proxy for example'),
  redirectUris: named('redirect-uri', urls('where the identity provider may send people who signed in; repeatable')),
  postLogoutRedirectUris: named('post-logout-uri', urls('where it may send people who signed out; repeatable')),
  backchannelLogoutUri: named('back-channel-logout-uri', url('what it tells when a session ends at the provider')),
}

const filled: Flags<'seed' | 'subscriptions' | 'events'> = {
  seed: number('ids, credentials, keys and data are derived from it'),
  subscriptions: number('subscriptions to begin with, both customers together', { most: 100_000 }),
  events: number('stored events to begin with, both customers together', { most: 5_000_000 }),
}

/** Every option, in the groups of the help. */
export const GROUPS: readonly Group[] = [
  ['Where', served],
  ['With what', filled],
  ['How it behaves (variants of the documentation)', BEHAVIOUR],
]

const KNOWN_DEFAULTS: Record<string, unknown> = {
  ...(DEFAULTS satisfies Partial<SandboxOptions>),
  ...SEED_SIZE,
  port: DEFAULT_PORT,
  host: 'localhost',
  redirectUris: [DEFAULT_REDIRECT_URI],
  baseUrl: undefined,
}

/** Returns an option's default as text; empty where it depends on others. */
export function defaultOf(key: string): string {
  const value = KNOWN_DEFAULTS[key]
  if (Array.isArray(value)) return value.join(' ')
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}
