import { randomUUID } from "node:crypto";
import { traceparentOf } from "../domain/kernel/trace.ts";
import type { Answer } from "./answer.ts";
import { BASE_HEADERS, corsHeaders } from "./headers.ts";
import { pathOf } from "./path.ts";
import { headersOf, problemOf } from "./problem.ts";

/** One request on its way through: what every step may need of it. */
export type Exchange<Env> = {
  request: Request;
  env: Env;
  context: ExecutionContext;
  path: string;
  requestId: string;
  /** The span of this request, in its caller's trace or one that begins here. */
  traceparent: string;
  startedAt: number;
  /** Method and template of the route that took it: what counters and logs are kept by. */
  label: string;
};

export function begin<Env>(request: Request, env: Env, context: ExecutionContext): Exchange<Env> {
  return {
    ...{ request, env, context, path: pathOf(request.url) },
    ...{ requestId: randomUUID(), startedAt: Date.now(), label: "unmatched" },
    traceparent: traceparentOf(request.headers.get("traceparent")),
  };
}

/** The answer as a response: the one place where headers are put on. */
export function respond(exchange: Exchange<{ CORS_ORIGINS: string }>, answer: Answer): Response {
  const { requestId, request, env } = exchange;
  const headers: Record<string, string> = {
    ...BASE_HEADERS,
    "x-request-id": requestId,
    ...corsHeaders(env.CORS_ORIGINS, request.headers.get("origin")),
    ...answer.headers,
  };
  switch (answer.kind) {
    case "refusal": {
      const problem = problemOf(answer.refusal, requestId);
      Object.assign(headers, headersOf(answer.refusal), { "content-type": "application/problem+json" });
      return new Response(JSON.stringify(problem), { status: problem.status, headers });
    }
    case "json":
      headers["content-type"] = "application/json";
      return new Response(JSON.stringify(answer.value), { status: answer.status, headers });
    case "text":
      return new Response(answer.text, { status: answer.status, headers });
  }
}
