/** A terminal signals the whole group, and npm passes the signal on to us once more: within this time it is the same one. */
const SAME_SIGNAL_MS = 1_000

/** Waits for Ctrl-C or SIGTERM and tells which; a second one, later, ends the process at once. */
export function untilEnded(): Promise<'SIGINT' | 'SIGTERM'> {
  return new Promise((resolve) => {
    let first: number | undefined
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        first ??= performance.now()
        if (performance.now() - first > SAME_SIGNAL_MS) process.exit(130)
        resolve(signal)
      })
    }
  })
}
