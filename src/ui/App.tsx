import { MantineProvider } from '@mantine/core'
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { createBrowserRouter } from 'react-router'
import { RouterProvider } from 'react-router/dom'
import { TimeZoneProvider } from './kit/time/TimeZone.tsx'
import { styleNonce } from './nonce.ts'
import { cssVariables, theme } from './theme.ts'

interface AppProps {
  client: QueryClient
  router: ReturnType<typeof createBrowserRouter>
}

/** Provides theme, data, time zone and addresses to the whole app. */
export function App({ client, router }: AppProps) {
  return (
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
  )
}
