import { WorkerEntrypoint } from "cloudflare:workers";
import type { Caller, CommandMeta } from "../../contracts/caller.ts";
import type { EventsApi } from "../../contracts/events.ts";
import type { SearchApi, SearchQuery } from "../../contracts/search.ts";
import { traced } from "../../domain/kernel/trace.ts";
import { projectProducts } from "../../queues/consumers/catalog/search.ts";
import type { Delivery } from "../../queues/envelope.ts";
import { consume } from "../../queues/kernel/apply-once.ts";
import { database } from "../kernel/d1.ts";
import { rebuildBy, rebuildStatusFor } from "../kernel/rebuilding.ts";
import { readable } from "./queries.ts";
import type { RebuildObject } from "./rebuild.ts";
import { hitPage, search } from "./searching.ts";
import { suggestions } from "./suggestions.ts";

export { RebuildObject } from "./rebuild.ts";

export interface Env {
  DB: D1Database;
  REBUILD: DurableObjectNamespace<RebuildObject>;
  EVENTS: EventsApi;
}

/** Search is open to everybody: the index holds only what is for sale. */
export class SearchService extends WorkerEntrypoint<Env> implements SearchApi {
  static {
    traced(SearchService);
  }

  search(_caller: Caller, query: SearchQuery, facets?: string[]) {
    return search(database(this.env.DB), query, facets);
  }

  products(_caller: Caller, query: SearchQuery) {
    return hitPage(database(this.env.DB), query);
  }

  suggestions(_caller: Caller, typed: string): Promise<string[]> {
    return suggestions(database(this.env.DB), typed);
  }

  rebuild(caller: Caller, meta: CommandMeta) {
    return rebuildBy(this.env.REBUILD, caller, meta);
  }

  rebuildStatus(caller: Caller) {
    return rebuildStatusFor(this.env.REBUILD, caller);
  }

  async ready(_caller: Caller): Promise<void> {
    await readable(database(this.env.DB));
  }
}

export default {
  fetch: () => new Response(null, { status: 404 }),
  queue: (batch, env) =>
    consume(batch, { db: database(env.DB), subscriber: "search-index", events: env.EVENTS }, projectProducts),
} satisfies ExportedHandler<Env, Delivery>;
