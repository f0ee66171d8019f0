import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import type { Subscription } from '../../contract/subscription.ts'
import { draftQueries } from '../api/drafts.ts'
import { titleProblem } from './field-problems.ts'

interface TitleCheck {
  problem: string | undefined
  note: string | undefined
}

/** Returns another subscription of this title, looked up when typing pauses (API 3: unique per customer). */
export function useNamesake(environment: string, typed: string, own: Subscription | undefined): TitleCheck {
  const title = typed.trim()
  const [asked] = useDebouncedValue(title, 300)
  const worth = titleProblem(title) === undefined && title !== own?.title
  const { data, isError } = useQuery({
    ...draftQueries.namesake(environment, asked),
    enabled: worth && asked === title,
  })
  if (!worth) return { problem: undefined, note: undefined }
  if (isError) return { problem: undefined, note: 'Whether it is taken could not be looked up; saving will tell' }
  if (asked !== title || !data) return { problem: undefined, note: 'Looking whether it is taken…' }
  const { namesake } = data
  if (namesake === undefined) return { problem: undefined, note: 'Too many are alike to tell whether it is taken' }
  if (namesake && namesake.id !== own?.id) return { problem: 'Another subscription has this title', note: undefined }
  return { problem: undefined, note: 'Not taken' }
}
