const CHANNEL = 'console.sign-in'

/** Announces to every tab of this browser that somebody signed in. */
export function announceSignIn(): void {
  const channel = new BroadcastChannel(CHANNEL)
  channel.postMessage('signed-in')
  channel.close()
}

/** Calls back when another tab announces a sign-in. Returns a function that stops this. */
export function onSignedIn(listener: () => void): () => void {
  const channel = new BroadcastChannel(CHANNEL)
  channel.onmessage = listener
  return () => channel.close()
}
