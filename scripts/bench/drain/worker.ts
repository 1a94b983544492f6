import { APPEND_MAX, type EventsAdminApi, type EventsApi } from "../../../contracts/events.ts";
import type { UserId } from "../../../domain/kernel/ids.ts";
import { productEvent } from "./product.ts";

interface Env {
  EVENTS: EventsApi;
  EVENTS_ADMIN: EventsAdminApi;
}

/** Who looks: the log shows itself to staff only. */
const WATCHER = { kind: "staff", userId: "usr_bench" as UserId, permissions: ["events:read"], tokens: {} } as const;

export default {
  /** `/append?from=&count=`: that many events, numbered from there. `/status`: where everybody stands. */
  async fetch(request, env) {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname !== "/append") return Response.json(await env.EVENTS_ADMIN.status(WATCHER));
    const from = Number(searchParams.get("from"));
    const until = from + Number(searchParams.get("count"));
    for (let first = from; first < until; first += APPEND_MAX) {
      const length = Math.min(APPEND_MAX, until - first);
      const { gaps } = await env.EVENTS.append(
        { kind: "system", name: "catalog" },
        Array.from({ length }, (_, index) => productEvent(first + index)),
      );
      if (gaps.length > 0) return Response.json({ gaps }, { status: 500 });
    }
    return Response.json({});
  },
} satisfies ExportedHandler<Env>;
