import type { Envelope } from "../../queues/envelope.ts";
import type { Head, LogStore } from "./log-store.ts";

/**
 * Streams whose repeats say something else than the log: an object that was restored to an earlier point in time writes its
 * history anew. Read only where there is a repeat; what lies in the archive is older than anything an object can be restored to.
 */
export function conflictsOf(
  store: LogStore,
  envelopes: readonly Envelope[],
  heads: ReadonlyMap<string, Head>,
): Set<string> {
  const repeats = envelopes.filter(({ stream, seq }) => seq <= (heads.get(stream)?.seq ?? 0));
  const conflicts = new Set<string>();
  for (const [stream, repeated] of Map.groupBy(repeats, (envelope) => envelope.stream)) {
    const seqs = repeated.map(({ seq }) => seq);
    const logged = store.ofStream(stream, seqs);
    if (repeated.some((one) => contentOf(one) !== contentOf(logged.get(one.seq) ?? one))) conflicts.add(stream);
  }
  return conflicts;
}

/** The trace is not part of what happened. An outbox keeps an event as text, so a repeat has its keys in the same order. */
function contentOf({ type, version, at, causationId, data }: Envelope): string {
  return JSON.stringify([type, version, at, causationId, data]);
}
