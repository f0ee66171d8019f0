import './no-eval.ts'
import './mantine.css'
import './tokens.css'
import './base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createBrowserRouter } from 'react-router'
import { App } from './App.tsx'
import { createQueryClient } from './api/query-client.ts'
import { shareNonce } from './nonce.ts'
import { routes } from './routes.tsx'

const place = document.getElementById('root')
if (!place) throw new Error('index.html has no #root')

shareNonce()
const client = createQueryClient()

createRoot(place).render(
  <StrictMode>
    <App client={client} router={createBrowserRouter(routes(client))} />
  </StrictMode>,
)
