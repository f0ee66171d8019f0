import { html } from 'hono/html'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { RequestContext } from './request.ts'
import { newNonce, pagePolicy } from './security.ts'

/** A page of a few words, for where the interface cannot speak: a sign-in that went wrong, a wrong address. */
export interface MessagePage {
  status: ContentfulStatusCode
  title: string
  text: string
  /** The ways on from here, the first as a button. */
  links?: readonly { href: string; words: string }[]
  /** Seconds after which to try again. */
  retryAfter?: number
}

const STYLE = `
:root { color-scheme: light dark; --ink: light-dark(#1c2126, #e6e9ec); --dim: light-dark(#5a646e, #98a2ac); --ground: light-dark(#f5f6f7, #14181b); --card: light-dark(#fff, #1c2125); --line: light-dark(#d9dee2, #343c43); --act: light-dark(#0b5c66, #7fd0da); --on-act: light-dark(#fff, #0a2528) }
* { box-sizing: border-box }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1.5rem; font: 1rem/1.5 system-ui, sans-serif; color: var(--ink); background: var(--ground) }
main { width: 100%; max-width: 34rem; padding: 2rem; background: var(--card); border: 1px solid var(--line); border-radius: .5rem }
p.name { margin: 0; color: var(--dim); font-size: .875rem }
h1 { margin: .25rem 0 .75rem; font-size: 1.375rem; line-height: 1.3 }
p { overflow-wrap: anywhere }
nav { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1.5rem 0 }
a { color: var(--act) }
a:focus-visible { outline: 2px solid var(--act); outline-offset: 2px }
nav a { padding: .5rem 1rem; border: 1px solid var(--act); border-radius: .375rem; text-decoration: none; font-weight: 600 }
nav a:first-child { background: var(--act); color: var(--on-act) }
footer { color: var(--dim); font-size: .875rem }
code { font-size: .8125rem }
`

/** Everything put in is escaped; the page loads nothing, and its one style carries the nonce of its policy. */
export async function messagePage(c: RequestContext, message: MessagePage): Promise<Response> {
  const { status, title, text, links = [], retryAfter } = message
  const nonce = newNonce()
  const page = await html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} - Webhooks Console</title>
<style nonce="${nonce}">${STYLE}</style>
</head>
<body>
<main>
<p class="name">Webhooks Console</p>
<h1>${title}</h1>
<p>${text}</p>
${links.length > 0 ? html`<nav>${links.map(({ href, words }) => html`<a href="${href}">${words}</a>`)}</nav>` : ''}
<footer>Request <code>${c.get('requestId')}</code></footer>
</main>
</body>
</html>
`
  return c.html(page, status, {
    'Content-Security-Policy': pagePolicy(nonce),
    'Cache-Control': 'no-store',
    ...(retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) }),
  })
}
