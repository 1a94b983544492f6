import { KINDS } from "../../queues/events/kinds.ts";
import type { KindOfEvents } from "../../queues/kernel/versions.ts";

/** By kind and type: the versions a release can read, and the one it writes. */
export type Understood = Record<string, Record<string, { read: number[]; written: number }>>;

export function understoodNow(): Understood {
  const of = (kind: KindOfEvents) =>
    Object.fromEntries(
      Object.entries(kind).map(([type, { read, written }]) => [type, { read: Object.keys(read).map(Number), written }]),
    );
  return Object.fromEntries(Object.entries(KINDS).map(([kind, events]) => [kind, of(events)]));
}
