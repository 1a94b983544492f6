import { Hono } from "hono";
import { logNotice } from "../domain/kernel/log.ts";
import { inSpan } from "../domain/kernel/trace.ts";
import { type Answer, nothing, refuse } from "./answer.ts";
import { begin, type Exchange, respond } from "./exchange.ts";
import { preflightHeaders } from "./headers.ts";
import type { Answered } from "./metrics.ts";
import { isBadPath, pathOf } from "./path.ts";
import type { Route } from "./route.ts";
import { type Door, serve } from "./serve.ts";
import { refusalOf } from "./thrown.ts";

type Base = { CORS_ORIGINS: string };

/** Longer than a shopper waits gladly. Only such a request has a line in the log: one for each would cost more than most requests. */
const SLOW_MS = 3_000;

/** Told of every answer. */
export type Meter<Env> = (answered: Answered, env: Env, context: ExecutionContext) => void;

/** A Worker's `fetch`, made of its routes. */
export function frontOf<Env extends Base>(routes: readonly Route<Env>[], door: Door<Env>, meter: Meter<Env>) {
  const app = new Hono<{ Bindings: Exchange<Env> }>({
    getPath: (request) => pathOf(request.url),
  });
  for (const route of routes) {
    const label = `${route.method.toUpperCase()} ${route.path}`;
    app.on(route.method.toUpperCase(), honoPath(route.path), (context) => {
      const exchange = context.env;
      exchange.label = label;
      return closing(exchange, meter, () => serve(door, route, exchange, context.req.param()));
    });
  }
  const methodsOf = methodTable(routes);
  app.notFound((context) => closing(context.env, meter, () => unmatched(context.env, methodsOf)));

  return (request: Request, env: Env, context: ExecutionContext): Response | Promise<Response> => {
    const exchange = begin(request, env, context);
    return inSpan(exchange.traceparent, () => {
      if (!isBadPath(exchange.path)) return app.fetch(request, exchange);
      return closing(exchange, meter, () => refuse({ code: "bad_path" }));
    });
  };
}

async function closing<Env extends Base>(
  exchange: Exchange<Env>,
  meter: Meter<Env>,
  work: () => Answer | Promise<Answer>,
): Promise<Response> {
  let answer: Answer;
  try {
    answer = await work();
  } catch (cause) {
    answer = refuse(refusalOf(cause, { requestId: exchange.requestId, label: exchange.label }));
  }
  const response = respond(exchange, answer);
  const { label, startedAt, env, context, requestId } = exchange;
  const { status } = response;
  const ms = Date.now() - startedAt;
  meter({ label, status, ms }, env, context);
  if (ms >= SLOW_MS) logNotice("request slow", { requestId, label, status, ms });
  return response;
}

/** No route has this path and method: the path may be known with others. */
function unmatched<Env>(exchange: Exchange<Env>, methodsOf: (path: string) => string[]): Answer {
  const methods = methodsOf(exchange.path);
  if (methods.length === 0) return refuse({ code: "not_found" });
  const allow = [...methods, ...(methods.includes("GET") ? ["HEAD"] : []), "OPTIONS"].join(", ");
  if (exchange.request.method !== "OPTIONS") return refuse({ code: "method", allow });
  const asks = exchange.request.headers.has("access-control-request-method");
  return nothing(204, asks ? preflightHeaders(allow) : { allow });
}

function methodTable<Env>(routes: readonly Route<Env>[]): (path: string) => string[] {
  const rows = routes.map((route) => ({
    method: route.method.toUpperCase(),
    pattern: new RegExp(`^${route.path.replace(/[.]/g, "\\.").replace(/\{\w+\}/g, "[^/]+")}$`),
  }));
  return (path) => rows.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method);
}

function honoPath(path: string): string {
  return path.replace(/\{(\w+)\}/g, ":$1");
}
