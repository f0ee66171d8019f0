/** The last search of each environment's list, for as long as the tab is open: the way back leads to where one was. */
const last = new Map<string, string>()

export const rememberList = (environment: string, search: string): void => void last.set(environment, search)
export const recallList = (environment: string): string => last.get(environment) ?? ''
