import './no-eval.ts'
import './mantine.css'
import './tokens.css'
import './base.css'
import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createBrowserRouter } from 'react-router'
import { RouterProvider } from 'react-router/dom'
import { createQueryClient } from './api/query-client.ts'
import { TimeZoneProvider } from './components/TimeZone.tsx'
import { routes } from './routes.tsx'
import { cssVariables, theme } from './theme.ts'

const place = document.getElementById('root')
if (!place) throw new Error('index.html has no #root')

const client = createQueryClient()
const router = createBrowserRouter(routes(client))

/** Mantine writes its variables into a `<style>`; the page's policy lets only those with this answer's nonce count. */
const styleNonce = () => document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''

createRoot(place).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
      withStaticClasses={false}
    >
      <QueryClientProvider client={client}>
        <TimeZoneProvider>
          {/* Without transitions an address counts at once; lists keep their last rows with `useDeferredValue`. */}
          <RouterProvider router={router} useTransitions={false} />
        </TimeZoneProvider>
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
)
