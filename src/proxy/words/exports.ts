/** The words for a list of subscriptions that is shorter than the API's own count. */
export const incompleteList = (missing: number) => ({
  title: `The API lists fewer subscriptions than it counts (${missing} missing): the file would not be whole`,
  remedy: 'Try again in a moment, or choose the subscriptions you want.',
})

/** Says that the API keeps the file in another place, which the console does not ask. */
export const FILE_ELSEWHERE = {
  title: 'The API points elsewhere for this file',
  remedy: 'Download it from the page of the export: the browser goes there without the console’s token.',
}

/** Says why an export has no file, by its state. */
export const noFile = {
  processing: { title: 'This export is not completed yet', remedy: 'Wait until it is, then download the file.' },
  cancelled: { title: 'This export was cancelled: it has no file', remedy: 'Its events can be exported again.' },
  failed: { title: 'This export failed: it has no file', remedy: 'Start another one.' },
}

/** Says why no export can be started. */
export const exportBlocked = {
  running: 'An export of this subscription is running: wait until it is completed, or cancel it',
  noFailed: 'No failed event is stored, so there is nothing to export',
  allExported: 'Every failed event was exported already, and each is exported once: download that file again',
}

/** Says why an export will probably be refused or be empty. */
export const exportCaution = {
  recent: 'An export was completed within the last 24 hours: the API may refuse another one',
  empty: 'When the API last counted, nothing was exportable: the file may be empty',
}

export const summaryProblem = {
  counting: 'The API is still counting; look again in a moment',
  unreadable: 'The summary could not be read',
  incomplete: 'The API’s figures do not say how much can be exported',
}
