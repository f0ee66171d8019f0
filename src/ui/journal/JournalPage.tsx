import type { QueryClient } from '@tanstack/react-query'
import { PageHeader } from '../components/PageHeader.tsx'

const JournalPage = () => <PageHeader title="Journal" />

export const journalPage = (_client: QueryClient) => ({ Component: JournalPage })
