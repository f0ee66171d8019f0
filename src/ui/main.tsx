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
import { bearTranslation } from './kit/text/page-translation.ts'
import { LastResort } from './LastResort.tsx'
import { shareNonce } from './nonce.ts'
import { routes } from './routes.tsx'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

shareNonce()
forgetBrokenLinks()
bearTranslation(document.body)
const client = createQueryClient()

/** Logs only our own mistakes; a refusal, or a part that did not come, is shown where it happened. */
const onCaughtError = (error: unknown) => {
  if (!(error instanceof ProblemError || error instanceof PartMissing)) reportError(error)
}

createRoot(root, { onCaughtError }).render(
  <StrictMode>
    <LastResort>
      <App client={client} router={createBrowserRouter(routes(client))} />
    </LastResort>
  </StrictMode>,
)
