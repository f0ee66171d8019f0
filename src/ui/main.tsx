import './mantine.css'
import './tokens.css'
import './base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createBrowserRouter } from 'react-router'
import { App } from './App.tsx'
import { ProblemError } from './api/problem.ts'
import { createQueryClient } from './api/query-client.ts'
import { forgetBrokenLinks, PartMissing } from './kit/lazy/load-part.ts'
import { shareNonce } from './nonce.ts'
import { routes } from './routes.tsx'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

shareNonce()
forgetBrokenLinks()
const client = createQueryClient()

/** Logs only our own mistakes; a refusal, or a part that did not come, is shown where it happened. */
const onCaughtError = (error: unknown) => {
  if (!(error instanceof ProblemError || error instanceof PartMissing)) reportError(error)
}

createRoot(root, { onCaughtError }).render(
  <StrictMode>
    <App client={client} router={createBrowserRouter(routes(client))} />
  </StrictMode>,
)
