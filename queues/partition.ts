/** How many partition objects the log is spread over. Fixed for a shop's life: a stream must never change its partition. */
export const PARTITIONS = 16;

/** The partition of a stream, the same for ever: FNV-1a of its name, its halves folded because the lowest bits alone mix badly. */
export function partitionOf(stream: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < stream.length; at++) hash = Math.imul(hash ^ stream.charCodeAt(at), 0x01000193);
  return ((hash ^ (hash >>> 16)) >>> 0) % PARTITIONS;
}
