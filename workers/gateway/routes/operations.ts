import { json, refuse, text } from "../../../http/answer.ts";
import { metricsText } from "../metrics.ts";
import { notReady } from "../readiness.ts";
import { defineRoute } from "../route.ts";
import * as schema from "../schemas/operations.ts";

const operations = { tag: "Operations", method: "get", access: "public", idempotency: "none" } as const;
const METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

export const operationsRoutes = [
  defineRoute({
    ...operations,
    path: "/health",
    operationId: "getHealth",
    summary: "Is the front door alive?",
    answers: { 200: { description: "It is", schema: schema.health } },
    handle: () => json(200, { status: "ok" }),
  }),
  defineRoute({
    ...operations,
    path: "/ready",
    operationId: "getReadiness",
    summary: "Do every Worker and its storage answer?",
    answers: { 200: { description: "They do", schema: schema.readiness } },
    refusals: ["not_ready"],
    handle: async ({ env }) => {
      const workers = await notReady(env);
      return workers.length === 0 ? json(200, { status: "ready" }) : refuse({ code: "not_ready", workers });
    },
  }),
  defineRoute({
    ...operations,
    path: "/metrics",
    operationId: "getMetrics",
    summary: "Read the counters and gauges of the shop, for Prometheus",
    access: "operator",
    answers: { 200: { description: "Text exposition format", contentType: METRICS_TYPE } },
    handle: async ({ env }) => text(200, await metricsText(env), { "content-type": METRICS_TYPE }),
  }),
];
