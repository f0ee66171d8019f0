import type { QueryClient } from '@tanstack/react-query'
import { Suspense } from 'react'
import { useLoaderData } from 'react-router'
import { ProblemError } from '../api/problem.ts'
import { sessionQueries } from '../api/session.ts'
import { RoutePending } from './RoutePending.tsx'
import { Shell } from './Shell.tsx'
import { SignInPage } from './sign-in/SignInPage.tsx'

/** Loads the session. Problems other than being signed out go to the route's boundary. */
export function rootLoader(client: QueryClient) {
  return async () => {
    try {
      await client.query(sessionQueries.current())
      return { signedIn: true }
    } catch (error) {
      if (error instanceof ProblemError && error.problem.code === 'signed_out') return { signedIn: false }
      throw error
    }
  }
}

/** Shows the shell with the page in it, or only the sign-in page. */
export function Root() {
  const { signedIn } = useLoaderData<{ signedIn: boolean }>()
  return signedIn ? (
    <Suspense fallback={<RoutePending />}>
      <Shell />
    </Suspense>
  ) : (
    <SignInPage />
  )
}
