import type { ActiveRuns } from '../../contract/run.ts'

/** A connection that follows the runs of an environment. */
export interface LiveListener {
  onRuns(runs: ActiveRuns): void
  /** Called when the console stops: nothing more comes. */
  onEnd(): void
}

/** Reports the active runs to all listeners, with one read of the ledger for all of them. */
export interface LiveRuns {
  /** Reports the present state soon, and every change of it, until the returned function is called. */
  listen(environment: string, listener: LiveListener): () => void
  /** Ends all listening, for good. */
  stop(): void
}

export interface LiveRunsOptions {
  read: (environment: string) => Promise<ActiveRuns>
  report: (error: unknown, environment: string) => void
  /** Milliseconds between two reads. */
  period?: number
}

interface Channel {
  listeners: Set<LiveListener>
  last: ActiveRuns | undefined
  timer: NodeJS.Timeout | undefined
}

/** Reads only environments with a listener. A read that fails is reported and made again, so the listeners get it later. */
export function createLiveRuns({ read, report, period = 1000 }: LiveRunsOptions): LiveRuns {
  const channels = new Map<string, Channel>()
  let stopped = false

  const poll = async (environment: string, channel: Channel): Promise<void> => {
    try {
      const runs = await read(environment)
      if (runs.changed !== channel.last?.changed) {
        channel.last = runs
        for (const listener of channel.listeners) listener.onRuns(runs)
      }
    } catch (error) {
      report(error, environment)
    }
    if (channel.listeners.size > 0) channel.timer = setTimeout(() => void poll(environment, channel), period).unref()
  }

  const leave = (environment: string, channel: Channel, listener: LiveListener): void => {
    channel.listeners.delete(listener)
    if (channel.listeners.size > 0) return
    clearTimeout(channel.timer)
    if (channels.get(environment) === channel) channels.delete(environment)
  }

  return {
    listen(environment, listener) {
      if (stopped) {
        listener.onEnd()
        return () => undefined
      }
      const known = channels.get(environment)
      const channel = known ?? { listeners: new Set(), last: undefined, timer: undefined }
      channel.listeners.add(listener)
      if (!known) {
        channels.set(environment, channel)
        void poll(environment, channel)
      } else if (channel.last) listener.onRuns(channel.last)
      return () => leave(environment, channel, listener)
    },
    stop() {
      stopped = true
      for (const [environment, channel] of channels) {
        for (const listener of [...channel.listeners]) {
          leave(environment, channel, listener)
          listener.onEnd()
        }
      }
    },
  }
}
