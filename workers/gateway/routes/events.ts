import type { DeadLetter, PartitionStatus, SubscriberPlace } from "../../../contracts/events.ts";
import type { RebuildApi, RebuildStatus } from "../../../contracts/rebuild.ts";
import { ok } from "../../../domain/kernel/result.ts";
import { answer, json, refuse, whole } from "../../../http/answer.ts";
import type { Envelope } from "../../../queues/envelope.ts";
import { writeDeadLetterId } from "../dead-letter-id.ts";
import type { Env } from "../env.ts";
import { defineRoute, GATEWAY } from "../route.ts";
import * as schema from "../schemas/events.ts";

const look = { tag: "Events", method: "get", access: "events:read", idempotency: "none" } as const;
const act = { tag: "Events", method: "post", access: "events:write", idempotency: "optional" } as const;
const one = { params: { deadLetterId: schema.deadLetterId } } as const;

/** Who owns the projection. */
const OWNERS = {
  "orders-lists": (env) => env.ORDERS,
  "inventory-levels": (env) => env.INVENTORY_ADMIN,
  "search-index": (env) => env.SEARCH,
} as const satisfies Record<schema.ProjectionName, (env: Env) => RebuildApi>;

/** The log of events for those who run the shop: where it stands, what could not be applied, and how to mend it. */
export const eventRoutes = [
  defineRoute({
    ...look,
    path: "/api/v1/admin/events",
    operationId: "listEvents",
    summary: "Read the log of a partition, in order",
    description: "For looking: what the shop's parts have told each other, as it lies in the log.",
    query: schema.logQuery,
    answers: { 200: { description: "A page; by offset", schema: schema.logPage } },
    handle: async ({ env, query: { partition, after, cursor, limit, kinds } }) => {
      const { events, end } = await env.EVENTS.read(GATEWAY, partition, cursor ?? after, [
        ...(kinds ?? schema.ALL_KINDS),
      ]);
      const items = events.slice(0, limit).map(({ offset, envelope }) => ({ offset, envelope: eventView(envelope) }));
      const isEnd = end && events.length <= limit;
      const last = items.at(-1);
      return json(200, { items, nextCursor: isEnd || last === undefined ? null : String(last.offset) });
    },
  }),
  defineRoute({
    ...look,
    path: "/api/v1/admin/events/partitions",
    operationId: "listEventPartitions",
    summary: "Read how far each subscriber is in each partition of the log",
    answers: { 200: { description: "All partitions", schema: schema.partitions } },
    handle: async ({ env, caller }) => {
      const status = await env.EVENTS_ADMIN.status(caller);
      return answer(200, whole(status.ok ? ok(status.value.map(partitionView)) : status));
    },
  }),
  defineRoute({
    ...look,
    path: "/api/v1/admin/events/dead-letters",
    operationId: "listDeadLetters",
    summary: "List the streams that stand still, and behind which event",
    description:
      "An event that was sent ten times and never applied parks its stream for that subscriber until it is released.",
    query: schema.deadLetterQuery,
    answers: { 200: { description: "A page of dead letters", schema: schema.deadLetters } },
    handle: async ({ env, caller, query: { subscriber, ...page } }) => {
      const found = await env.EVENTS_ADMIN.deadLetters(caller, subscriber === undefined ? {} : { subscriber }, page);
      if (!found.ok) return refuse(found.error);
      return json(200, { ...found.value, items: found.value.items.map(deadLetterView) });
    },
  }),
  defineRoute({
    ...look,
    ...one,
    path: "/api/v1/admin/events/dead-letters/{deadLetterId}",
    operationId: "getDeadLetter",
    summary: "Read a dead letter and the event itself",
    answers: { 200: { description: "The dead letter", schema: schema.deadLetterView } },
    handle: async ({ env, caller, params }) => {
      const found = await env.EVENTS_ADMIN.deadLetter(caller, params.deadLetterId);
      if (!found.ok) return refuse(found.error);
      const { deadLetter, envelope } = found.value;
      return json(200, { ...deadLetterView(deadLetter), envelope: eventView(envelope) });
    },
  }),
  defineRoute({
    ...act,
    ...one,
    path: "/api/v1/admin/events/dead-letters/{deadLetterId}/release",
    operationId: "releaseDeadLetter",
    summary: "Send a stream's parked events again, in order",
    description: "Mend the cause first: an event that fails again becomes a dead letter again.",
    answers: { 200: { description: "How many; 0 where the stream no longer stood still", schema: schema.released } },
    handle: async ({ env, caller, params, meta }) =>
      answer(200, await env.EVENTS_ADMIN.release(caller, meta(), params.deadLetterId)),
  }),
  defineRoute({
    ...act,
    path: "/api/v1/admin/events/releases",
    operationId: "releaseDeadLetters",
    summary: "Send again whatever stands still for a subscriber",
    description:
      "After a subscriber was away for hours, when every stream stands still. At most 100 streams of each partition: ask " +
      "again while `more` is true.",
    body: schema.releaseAll,
    answers: { 200: { description: "What goes on", schema: schema.releasedAll } },
    handle: async ({ env, caller, meta, body }) =>
      answer(200, await env.EVENTS_ADMIN.releaseAll(caller, meta(), body.subscriber)),
  }),
  defineRoute({
    ...act,
    path: "/api/v1/admin/events/replays",
    operationId: "replayEvents",
    summary: "Send a subscriber everything again, from an offset or a time on",
    description: "It ignores what it has applied, so nothing happens twice. From the archive too.",
    body: schema.replay,
    answers: { 202: { description: "From which offset each partition begins", schema: schema.replays } },
    handle: async ({ env, caller, meta, body }) => {
      const { subscriber, partition } = body;
      const where = partition === undefined ? { subscriber } : { subscriber, partition };
      return answer(
        202,
        whole(await env.EVENTS_ADMIN.replay(caller, meta(), { ...where, from: schema.replayFrom(body) })),
      );
    },
  }),
  defineRoute({
    ...look,
    path: "/api/v1/admin/events/rebuilds",
    operationId: "listRebuilds",
    summary: "Read how each projection's last rebuild stands",
    answers: { 200: { description: "All projections", schema: schema.rebuilds } },
    handle: async ({ env, caller }) => {
      const found = await Promise.all(schema.PROJECTIONS.map((name) => OWNERS[name](env).rebuildStatus(caller)));
      const refused = found.find((status) => !status.ok);
      if (refused && !refused.ok) return refuse(refused.error);
      return answer(200, whole(ok(found.flatMap((status) => (status.ok ? [rebuildView(status.value)] : [])))));
    },
  }),
  defineRoute({
    ...act,
    path: "/api/v1/admin/events/rebuilds",
    operationId: "rebuildProjection",
    summary: "Write a projection anew from the log, beside the live one, and swap it in",
    description: "It goes on by itself, whatever happens; one that runs is not begun again.",
    body: schema.rebuild,
    answers: { 202: { description: "How it stands", schema: schema.rebuildView } },
    handle: async ({ env, caller, meta, body }) => {
      const command = meta();
      const claimed = await env.EVENTS_ADMIN.claim(caller, command);
      if (!claimed.ok) return refuse(claimed.error);
      const begun = await OWNERS[body.projection](env).rebuild(caller, command);
      return begun.ok ? json(202, rebuildView(begun.value)) : refuse(begun.error);
    },
  }),
];

function partitionView({ subscribers, ...partition }: PartitionStatus) {
  return { ...partition, subscribers: subscribers.map(placeView) };
}

function placeView({ oldestUnackedAt, oldestDeadLetterAt, ...place }: SubscriberPlace) {
  return { ...place, oldestUnackedAt: iso(oldestUnackedAt), oldestDeadLetterAt: iso(oldestDeadLetterAt) };
}

function deadLetterView({ since, ...deadLetter }: DeadLetter) {
  return { id: writeDeadLetterId(deadLetter), ...deadLetter, since: iso(since) };
}

function eventView({ at, ...envelope }: Envelope) {
  return { ...envelope, at: iso(at) };
}

function rebuildView({ startedAt, finishedAt, ...status }: RebuildStatus) {
  return { ...status, startedAt: iso(startedAt), finishedAt: iso(finishedAt) };
}

function iso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
