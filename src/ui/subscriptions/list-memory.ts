/** The last search of each environment's list, for as long as the tab is open: the way back leads to where one was. */
const last = new Map<string, string>()

export function rememberList(environment: string, search: string): void {
  return void last.set(environment, search)
}
export function recallList(environment: string): string {
  return last.get(environment) ?? ''
}
