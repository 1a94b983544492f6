/** The wait ended before the work did: its outcome is unknown, it may still happen. */
export class TimedOut extends Error {
  override readonly name = "TimedOut";
}

/** The work's outcome, or `TimedOut` after `ms`. The work itself is not stopped: it must bear being repeated. */
export async function within<T>(ms: number, what: string, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TimedOut(`${what} took longer than ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
