import { createHash } from "node:crypto";

/**
 * The link of the log's chain of hashes for an event, as hex: SHA-256 of the link before (empty for the partition's first) and
 * the event as it is stored. Whoever has noted the last link can prove that nothing before it was changed, added or taken away.
 */
export function chained(before: string, envelope: string): string {
  return createHash("sha256").update(before).update(envelope).digest("hex");
}
