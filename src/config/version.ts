import manifest from '../../package.json' with { type: 'json' }

/** The version of the console that runs. */
export const VERSION: string = manifest.version
