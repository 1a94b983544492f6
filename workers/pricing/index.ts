import { WorkerEntrypoint } from "cloudflare:workers";
import type { Caller, CommonRefusal } from "../../contracts/caller.ts";
import type { EventsApi } from "../../contracts/events.ts";
import type { PricingAdminApi, PricingApi } from "../../contracts/pricing.ts";
import { assert } from "../../domain/kernel/assert.ts";
import { err, ok, type Result } from "../../domain/kernel/result.ts";
import { traced } from "../../domain/kernel/trace.ts";
import { canonical, type RulesDraft, rulesFaults } from "../../domain/pricing/rules.ts";
import type { Rules } from "../../domain/pricing/types.ts";
import { relayOf } from "../../durable-objects/relay.ts";
import { isSystem, may } from "../kernel/access.ts";
import { database } from "../kernel/d1.ts";
import { Held } from "../kernel/held.ts";
import { outboxRows, pokeRelay, RELAY_NAME } from "../kernel/outbox.ts";
import { replaceRules, rulesInForce, rulesOfVersion, tellUntold, versionInForce } from "./queries.ts";

export interface Env {
  DB: D1Database;
  RELAY: DurableObjectNamespace<RelayObject>;
  EVENTS: EventsApi;
}

/** Carries what pricing says to the log. */
export class RelayObject extends relayOf<Env>("pricing", (env) => outboxRows(env.DB)) {}

const HOLD_MS = 1_000;
/** Also a CHECK of the table. */
const RULES_BYTES_MAX = 1_048_576;

const held = new Held<Rules>(HOLD_MS);

/** The rules, for Workers that compute with them. They name promotions still to come: no shopper asks here. */
export class PricingService extends WorkerEntrypoint<Env> implements PricingApi {
  static {
    traced(PricingService);
  }

  async rules(caller: Caller): Promise<Rules> {
    forWorkers(caller);
    return held.get("rules", () => rulesInForce(database(this.env.DB)));
  }

  async rulesVersion(caller: Caller): Promise<number> {
    forWorkers(caller);
    return versionInForce(database(this.env.DB));
  }

  async rulesAt(caller: Caller, version: number): Promise<Rules | null> {
    forWorkers(caller);
    return rulesOfVersion(database(this.env.DB), version);
  }

  async ready(caller: Caller): Promise<void> {
    forWorkers(caller);
    await versionInForce(database(this.env.DB));
  }
}

/** Bound only by the front door. */
export class PricingAdmin extends WorkerEntrypoint<Env> implements PricingAdminApi {
  static {
    traced(PricingAdmin);
  }

  async setRules(caller: Caller, draft: RulesDraft): Promise<Result<number, CommonRefusal>> {
    if (!may(caller, "catalog:write") && !isSystem(caller, "seed")) return err({ code: "forbidden" });
    const errors = rulesFaults(draft);
    if (errors.length > 0) return err({ code: "parameter", errors });
    const content = JSON.stringify(canonical(draft));
    if (new TextEncoder().encode(content).length > RULES_BYTES_MAX) {
      return err({ code: "parameter", errors: [{ path: "", code: "too_large" }] });
    }
    const version = await replaceRules(database(this.env.DB), content, Date.now());
    held.forget();
    this.ctx.waitUntil(pokeRelay(relayObject(this.env), "pricing"));
    return ok(version);
  }
}

export default {
  fetch: () => new Response(null, { status: 404 }),

  async scheduled(_controller, env) {
    await tellUntold(database(env.DB));
    await relayObject(env).poke();
  },
} satisfies ExportedHandler<Env>;

function relayObject(env: Env) {
  return env.RELAY.getByName(RELAY_NAME);
}

function forWorkers(caller: Caller): void {
  assert(caller.kind === "system", "rules are handed out to Workers only");
}
