import { createHash } from "node:crypto";

/**
 * The name of the object in which an aggregate lives. `homes` 0 (HOMES in a deployment): each has its own, near its
 * shopper. N > 0 (a laptop): N fixed homes, because a new object costs seven disk syncs there. Fixed for a shop's life.
 */
export function home(domain: string, id: string, homes: number): string {
  if (homes === 0) return id;
  const hash = createHash("sha256").update(id).digest().readUInt32BE(0);
  return `${domain}-${hash % homes}`;
}
