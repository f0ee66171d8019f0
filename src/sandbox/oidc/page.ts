import { html } from 'hono/html'
import type { DemoAccount } from './accounts.ts'

type Markup = ReturnType<typeof html>

const initials = (name: string) =>
  name
    .split(' ')
    .map((word) => word[0])
    .join('')

const titleOf = (role: string) => role.charAt(0).toUpperCase() + role.slice(1)

/** The frame of every page of the provider. `base` is the path it is mounted at, such as `/oidc`. */
const page = async (base: string, title: string, body: Markup): Promise<string> => {
  const markup = await html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>${title} – Tavelund ID</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="${base}/page.css" />
  </head>
  <body>
    <header class="mark">
      <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
        <path d="M3 5.5h18M12 5.5V20M7 11.5h10" fill="none" stroke="currentColor" stroke-width="3" stroke-linecap="round" />
      </svg>
      <span>Tavelund ID</span>
    </header>
    <main>${body}</main>
    <footer>The sandbox’s identity provider. Nobody here is real.</footer>
  </body>
</html>`
  return markup.toString() // a primitive: Koa would take the String object for JSON
}

const accountItem = (account: DemoAccount) => {
  const [role] = account.roles
  return html`<li class="account">
    <span class="face face-${role}" aria-hidden="true">${initials(account.name)}</span>
    <span class="who" id="who-${role}">
      <span class="name">${account.name}</span>
      <span class="does">${account.does}</span>
    </span>
    <button name="account" value="${account.id}" aria-describedby="who-${role}">${titleOf(role)}</button>
  </li>`
}

/** The sign-in page: each account a button named after its role. `action` takes the form's `account`. */
export function signInPage(view: { base: string; action: string; client: string; accounts: readonly DemoAccount[] }) {
  return page(
    view.base,
    'Sign in',
    html`<h1>Sign in to ${view.client}</h1>
      <p class="lead">Choose a demo account. There is no password.</p>
      <form method="post" action="${view.action}">
        <ul class="accounts">
          ${view.accounts.map(accountItem)}
        </ul>
        <p class="other"><button name="cancel" value="yes" class="quiet">Go back without signing in</button></p>
      </form>`,
  )
}

/**
 * Asked only when the request to sign out does not prove whose session it is. `form` is the provider's own, ready-made.
 */
export function signOutPage(view: { base: string; form: Markup }) {
  return page(
    view.base,
    'Sign out',
    html`<h1>Sign out?</h1>
      <p class="lead">You are signed in at Tavelund ID. Signing out ends that session too.</p>
      ${view.form}
      <p class="other">
        <button type="submit" form="op.logoutForm" name="logout" value="yes" class="primary">Sign out</button>
      </p>`,
  )
}

export function messagePage(view: { base: string; title: string; text: string; code?: string }) {
  return page(
    view.base,
    view.title,
    html`<h1>${view.title}</h1>
      <p class="lead">${view.text}</p>
      ${view.code ? html`<p class="code"><code>${view.code}</code></p>` : ''}`,
  )
}
