import { hostname } from 'node:os'
import { type DestinationStream, type Logger, pino } from 'pino'
import { VERSION } from './version.ts'

export type Log = Logger

/** The members of an error that are logged. The others can hold a request or an answer. */
interface LoggedError {
  type: string
  message: string
  stack?: string | undefined
  cause?: LoggedError
}

const loggedError = (error: unknown, depth = 0): LoggedError | string => {
  if (!(error instanceof Error)) return typeof error === 'string' ? error : typeof error
  const cause = error.cause instanceof Error && depth < 4 ? loggedError(error.cause, depth + 1) : undefined
  return {
    type: error.name,
    message: error.message,
    stack: error.stack,
    ...(typeof cause === 'object' ? { cause } : {}),
  }
}

const NEVER = [
  'authorization',
  'cookie',
  'password',
  'clientSecret',
  'clientKey',
  'client_secret',
  'client_assertion',
  'logout_token',
  'access_token',
  'id_token',
  'token',
]

/** Returns the members of every line that tell its process from others whose lines come together with it. */
export function processMembers(instance: string = hostname()): { instance: string; version: string; pid: number } {
  return { instance, version: VERSION, pid: process.pid }
}

/**
 * Structured lines of JSON, levels by name, time in UTC, with the process they are of. Errors are written as name, message,
 * stack and cause only; members that could hold a credential are struck out.
 */
export function createLog(level = 'info', stream?: DestinationStream, instance?: string): Log {
  const options = {
    level,
    base: processMembers(instance),
    formatters: { level: (name: string) => ({ level: name }) },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: (error: unknown) => loggedError(error) },
    redact: { paths: NEVER.flatMap((name) => [name, `*.${name}`]), censor: '[secret]' },
  }
  return stream ? pino(options, stream) : pino(options)
}
