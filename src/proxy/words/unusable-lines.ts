/** Says why a line of an export file cannot be used, as the end of a sentence that begins with its number. */
export const unusableLine = {
  notJson: 'is not JSON',
  notObject: 'is not an object',
  noMember: (name: string) => (name === 'id' ? 'has no id that is one' : `has no readable ${name}`),
  otherSubscription: 'is an event of another subscription',
  notFailed: (state: string) => `is an event in the state “${state.slice(0, 40)}”, not a failed one`,
  idOfOther: 'has the id of another event of this file, as the signed tokens tell',
  noToken: 'holds no token',
  tokenUnreadable: 'holds a token that cannot be read',
  tokenNotGenuine: (explanation: string) =>
    `holds a token that is ${explanation.replace(/^N/, 'n').replace(/\.$/, '')}`,
}
