import { timingSafeEqual } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Fault } from "../kernel/faults.ts";
import type { WireAnswer } from "../kernel/http.ts";
import type { Answer, Desk } from "./desk.ts";
import { Draft, newId } from "./draft.ts";
import { expand } from "./expand.ts";
import { Failure, invalid } from "./failure.ts";
import { type Params, parseForm } from "./form.ts";
import { fingerprintOf } from "./idempotency.ts";
import type { Provider } from "./provider.ts";
import type { StoredKey } from "./records.ts";
import { type Route, routeOf } from "./routes.ts";
import { API_VERSION } from "./views.ts";

export type WireRequest = {
  method: string;
  path: string;
  query: string;
  body: string;
  authorization: string | null;
  idempotencyKey: string | null;
  version: string | null;
};

type Call = { request: WireRequest; requestId: string; route: Route; id: string; params: Params };

/** One request of Stripe's API, from the wire's words to the wire's words. */
export async function handleApi(provider: Provider, request: WireRequest): Promise<WireAnswer> {
  const requestId = newId("req");
  provider.passTime();
  try {
    authenticate(provider, request.authorization);
    const { route, id } = routeOf(request.method, request.path);
    const params = parseForm(request.method === "GET" ? request.query : request.body);
    const call = { request, requestId, route, id, params };
    return request.method === "POST" && request.idempotencyKey !== null
      ? await underKey(provider, call, request.idempotencyKey)
      : await faulty(provider, call, null);
  } catch (thrown) {
    if (thrown instanceof Failure) return wire(request, requestId, errorAnswer(thrown));
    throw thrown;
  }
}

async function underKey(provider: Provider, call: Call, key: string): Promise<WireAnswer> {
  const { request, params } = call;
  const fingerprint = fingerprintOf(request.method, request.path, params);
  const kept = provider.keys.claim(key, fingerprint);
  if (kept !== null) return replayed(provider, call, kept);
  try {
    return await faulty(provider, call, { key, fingerprint });
  } finally {
    provider.keys.release(key);
  }
}

/** The answer of then, unless the connection fails once more. */
function replayed(provider: Provider, { request, requestId }: Call, kept: StoredKey): WireAnswer {
  const fault = provider.faults.take(request.method, request.path);
  if (fault?.kind.startsWith("timeout")) return { kind: "hang" };
  if (fault?.kind.startsWith("connection_reset")) return { kind: "reset" };
  const answer = wire(request, requestId, { status: kept.status, body: kept.body });
  const headers = { ...answer.headers, "idempotent-replayed": "true", "original-request": kept.requestId };
  return { ...answer, headers };
}

type Held = { key: string; fingerprint: string } | null;

/** Works on the call, with what was scripted to go wrong before or after it. */
async function faulty(provider: Provider, call: Call, held: Held): Promise<WireAnswer> {
  const { request, requestId } = call;
  const fault = provider.faults.take(request.method, request.path);
  const before = await goesWrongBefore(provider, call, held, fault);
  if (before !== null) return before;
  const answer = await execute(provider, call, held, fault?.kind === "error_500_after");
  if (fault?.kind === "delay_after") await sleep(fault.delayMs);
  if (fault?.kind === "timeout_after") return { kind: "hang" };
  if (fault?.kind === "connection_reset_after") return { kind: "reset" };
  return wire(request, requestId, answer);
}

async function goesWrongBefore(
  provider: Provider,
  call: Call,
  held: Held,
  fault: Fault | null,
): Promise<WireAnswer | null> {
  switch (fault?.kind) {
    case "timeout_before":
      return { kind: "hang" };
    case "connection_reset_before":
      return { kind: "reset" };
    case "rate_limit_429":
      return wire(call.request, call.requestId, errorAnswer(tooMany()));
    case "error_500": {
      const answer = errorAnswer(outage());
      keep(provider, new Draft(provider.books, provider.clock.nowSeconds()), call, held, answer);
      return wire(call.request, call.requestId, answer);
    }
    case "delay_before":
      // The key stays claimed: a second request meets `idempotency_key_in_use`.
      await sleep(fault.delayMs);
      return null;
    default:
      return null;
  }
}

type Written = { status: number; body: string };

async function execute(provider: Provider, call: Call, held: Held, says500: boolean): Promise<Written> {
  const { request, requestId } = call;
  const draft = new Draft(provider.books, provider.clock.nowSeconds(), {
    requestId,
    idempotencyKey: held?.key ?? null,
  });
  try {
    const truth = written(run(provider, { draft, look: lookOf(provider, request) }, call));
    const answer = says500 ? errorAnswer(outage()) : truth;
    keep(provider, draft, call, held, answer);
    await provider.webhooks.announce(draft.events);
    return answer;
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown;
    const answer = errorAnswer(thrown);
    // Only what began to run is remembered; what validation refused may be asked again with the same key.
    const nothing = new Draft(provider.books, draft.now);
    if (thrown.began) keep(provider, nothing, call, held, answer);
    return answer;
  }
}

function run(provider: Provider, desk: Desk, call: Call): Answer {
  const { route, params, id } = call;
  const answer =
    "listing" in route
      ? { status: 200, body: route.listing(provider.books, desk.look, params) }
      : route.endpoint(desk, params, id);
  return answer.status === 200 ? { ...answer, body: expand(desk, params, answer.body) } : answer;
}

function keep(provider: Provider, draft: Draft, call: Call, held: Held, answer: Written): void {
  const kept =
    held === null
      ? []
      : provider.keys.keep({ id: held.key, fingerprint: held.fingerprint, requestId: call.requestId, ...answer });
  provider.commit(draft, kept);
}

function lookOf(provider: Provider, request: WireRequest): Desk["look"] {
  return { version: request.version ?? API_VERSION, baseUrl: provider.baseUrl };
}

const written = (answer: Answer): Written => ({ status: answer.status, body: JSON.stringify(answer.body) });

function errorAnswer(failure: Failure): Written {
  return { status: failure.status, body: JSON.stringify({ error: failure.error }) };
}

function wire(request: WireRequest, requestId: string, answer: Written): WireAnswer & { kind: "answer" } {
  const headers: Record<string, string> = {
    "content-type": "application/json",
    "request-id": requestId,
    "stripe-version": request.version ?? API_VERSION,
  };
  if (request.idempotencyKey !== null) headers["idempotency-key"] = request.idempotencyKey;
  return { kind: "answer", ...answer, headers };
}

/** `Bearer` as the SDKs send it, or the key as the user of basic authentication, as with curl. */
function authenticate(provider: Provider, authorization: string | null): void {
  const [scheme, value = ""] = (authorization ?? "").split(" ");
  const given = scheme === "Basic" ? (Buffer.from(value, "base64").toString().split(":")[0] ?? "") : value;
  if (given === "") throw invalid("You did not provide an API key.", {}, 401);
  const [ours, theirs] = [Buffer.from(provider.apiKey), Buffer.from(given)];
  if (ours.length !== theirs.length || !timingSafeEqual(ours, theirs)) {
    throw invalid(`Invalid API Key provided: ${given.slice(0, 8)}****`, {}, 401);
  }
}

function tooMany(): Failure {
  const message = "Request rate limit exceeded.";
  return new Failure(429, "invalid_request_error", message, { detail: { code: "rate_limit" } });
}

function outage(): Failure {
  return new Failure(500, "api_error", "An unknown error occurred", { began: true });
}
