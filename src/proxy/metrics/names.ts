/** The beginning of all names of our metrics. */
export const PREFIX = 'webhooks_console_'
