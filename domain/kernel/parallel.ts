/** How many calls an owner makes at once when it fans out a list: the runtime's limit of simultaneous connections. */
const FAN_OUT = 6;

/** Runs `work` over `items`, at most `limit` at a time; results in order. The first throw ends it once running work has settled. */
export async function inParallel<T, R>(
  items: readonly T[],
  work: (item: T, index: number) => Promise<R>,
  limit = FAN_OUT,
): Promise<R[]> {
  const results = new Array<R>(items.length);
  let next = 0;
  const lanes = Array.from({ length: Math.min(limit, items.length) }, async () => {
    while (next < items.length) {
      const index = next++;
      results[index] = await work(items[index] as T, index);
    }
  });
  const settled = await Promise.allSettled(lanes);
  for (const lane of settled) if (lane.status === "rejected") throw lane.reason;
  return results;
}
