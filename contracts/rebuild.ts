import type { Result } from "../domain/kernel/result.ts";
import type { Subscriber } from "../queues/subscriptions.ts";
import type { Caller, CommandMeta, CommonRefusal } from "./caller.ts";

/**
 * How a projection is being written anew from the log. `failing`: the last step failed, for `cause`, and is tried again by
 * itself. Times in epoch ms; `events` counts those read so far.
 */
export type RebuildStatus = {
  projection: Subscriber;
  state: "idle" | "running" | "done" | "failing";
  startedAt: number | null;
  finishedAt: number | null;
  events: number;
  cause: string | null;
};

/** Of every Worker that owns a projection: written anew beside the live one, and swapped in. */
export interface RebuildApi {
  /** Begins; one that runs is answered as it stands, and tried again at once where it was failing. `events:write`. */
  rebuild(caller: Caller, meta: CommandMeta): Promise<Result<RebuildStatus, CommonRefusal>>;
  /** `events:read`. */
  rebuildStatus(caller: Caller): Promise<Result<RebuildStatus, CommonRefusal>>;
}
