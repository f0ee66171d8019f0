/** A redelivery call the sandbox got, and what it answered. */
export interface RedeliveryCall {
  /** Epoch milliseconds. */
  at: number
  subscriptionId: string
  eventId: string
  status: number
}

/** Every redelivery call there was, for whoever wants to know what a client really sent. */
export interface RedeliveryCalls {
  record(call: RedeliveryCall): void
  /** Oldest first; of one event, or all. */
  all(eventId?: string): RedeliveryCall[]
  clear(): void
}

export function createRedeliveryCalls(): RedeliveryCalls {
  let calls: RedeliveryCall[] = []
  return {
    record: (call) => void calls.push(call),
    all: (eventId) => calls.filter((call) => eventId === undefined || call.eventId === eventId),
    clear() {
      calls = []
    },
  }
}
