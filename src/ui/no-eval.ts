import { z } from 'zod'

/**
 * Must be imported before any schema is made: compiling validators would need `unsafe-eval`, which the page's policy
 * forbids.
 */
z.config({ jitless: true })
