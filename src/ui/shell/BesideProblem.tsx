import { useEffect } from 'react'
import { useRevalidator, useRouteError } from 'react-router'
import { PartMissing } from '../kit/lazy/load-part.ts'
import { missingParts } from '../kit/lazy/missing-parts.ts'
import { RouteProblem } from './RouteProblem.tsx'

/** Offers to ask again for what was to open over this page, which stays as it is. */
export function BesideProblem() {
  const missing = useRouteError() instanceof PartMissing
  const { revalidate } = useRevalidator()
  useEffect(() => {
    if (!missing) return
    return missingParts.add({ again: () => void revalidate() })
  }, [missing, revalidate])
  return missing ? null : <RouteProblem />
}
