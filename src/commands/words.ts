/** The words of the commands. */

export const APP = 'webhooks-console'

export const WORDS = {
  usage: (rest: string) => `Usage: ${APP} ${rest}`,
  more: `${APP} COMMAND --help tells the flags of one. docs/installing.md and docs/operations.md tell the rest.`,
  seeHelp: `See ${APP} --help.`,
  noCommand: (given: string, near: string | undefined) =>
    `There is no command ${given}.${near === undefined ? '' : ` Did you mean ${near}?`}`,
  noConfiguration: 'No configuration is named: give --config FILE, or set CONSOLE_CONFIG.',
  noFile: (file: string) => `There is no store at ${file}.`,
  twoStores: 'Name both stores: --from STORE --to STORE. STORE is a SQLite file, postgres://… or env:NAME.',
  noVariable: (name: string) => `The environment variable ${name} is not set.`,
  right: (file: string) => `The configuration ${file} is right.`,
  notStarted: (why: string) => `The console did not start: ${why}`,
  portTaken: (how: string) => `Stop what listens there, or choose another port ${how}.`,
  crashed: 'The console made a mistake and ended; its log says which.',
} as const
