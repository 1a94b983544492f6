import type { Caller, CommandMeta, CommonRefusal } from "../../contracts/caller.ts";
import type { RebuildStatus } from "../../contracts/rebuild.ts";
import { err, ok, type Result } from "../../domain/kernel/result.ts";
import { may } from "./access.ts";

/** The one object of a Worker that rebuilds its projection. */
type Rebuilds = {
  getByName: (name: string) => {
    start: (meta: CommandMeta) => Promise<Result<RebuildStatus, { code: "idempotency_mismatch" }>>;
    status: () => Promise<RebuildStatus>;
  };
};

const NAME = "rebuild";

/** For staff who may rewrite a read model. */
export async function rebuildBy(
  rebuilds: Rebuilds,
  caller: Caller,
  meta: CommandMeta,
): Promise<Result<RebuildStatus, CommonRefusal>> {
  if (!may(caller, "events:write")) return err({ code: "forbidden" });
  return rebuilds.getByName(NAME).start(meta);
}

/** For staff who may look at the log. */
export async function rebuildStatusFor(
  rebuilds: Rebuilds,
  caller: Caller,
): Promise<Result<RebuildStatus, CommonRefusal>> {
  if (!may(caller, "events:read")) return err({ code: "forbidden" });
  return ok(await rebuilds.getByName(NAME).status());
}
