import { z } from 'zod'

/**
 * Stands for the schema library wherever it is imported (`vite.config.ts`): compiling validators would need `unsafe-eval`, and
 * even the library's look whether that is allowed is a violation of the page's policy. It is told before any schema is made.
 */
z.config({ jitless: true })

export * from 'zod'
