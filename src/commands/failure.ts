import { ConfigError, formatProblems } from '../config/config.ts'
import { EXIT, UsageError } from './command.ts'

/** Returns what is said of an error that ended a command, and the exit code. */
export function failureOf(error: unknown): { text: string; code: number } {
  if (error instanceof ConfigError) return { text: formatProblems(error), code: EXIT.configuration }
  const text = error instanceof Error ? error.message : String(error)
  return { text, code: error instanceof UsageError ? EXIT.usage : EXIT.failed }
}
