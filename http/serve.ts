import type { Caller } from "../contracts/caller.ts";
import type { IdentityApi } from "../contracts/identity.ts";
import type { IdKind, IdOf } from "../domain/kernel/ids.ts";
import { err, ok, type Result } from "../domain/kernel/result.ts";
import { type Answer, refuse } from "./answer.ts";
import { admit, ipOf, isBearerOf } from "./authentication.ts";
import { type JsonBody, readBytes, readJson } from "./body.ts";
import { commandMeta, idempotencyKeyOf, ifVersionOf } from "./command.ts";
import type { Exchange } from "./exchange.ts";
import { isPlain } from "./json.ts";
import { parametersOf } from "./parameters.ts";
import { queryOf } from "./path.ts";
import type { Refusal } from "./refusal.ts";
import type { Call, Params, Route } from "./route.ts";
import { fieldErrors, parameterErrors } from "./validation.ts";

/** What the shared layer needs of the Worker that it stands in. */
export type Door<Env> = {
  /** The id, if it is one of ours of that kind. */
  check<Kind extends IdKind>(env: Env, kind: Kind, text: string): IdOf[Kind] | null;
  identity(env: Env): Pick<IdentityApi, "authenticate">;
  operatorToken(env: Env): string;
};

type AnyCall<Env> = Call<Env, Params, unknown, unknown>;
type Judged<T> = Result<T, Refusal>;
const NO_BODY: JsonBody = { bytes: new Uint8Array(0), value: undefined };

/** One request through one route: path, person, query, headers, body, and only then the handler. */
export async function serve<Env>(
  door: Door<Env>,
  route: Route<Env>,
  exchange: Exchange<Env>,
  rawParams: Record<string, string>,
): Promise<Answer> {
  const { request, env, requestId, traceparent } = exchange;
  const { headers } = request;
  const params = paramsOf(door, route, env, rawParams);
  if (!params.ok) return refuse(params.error);
  if (route.access === "operator" && !isBearerOf(door.operatorToken(env), headers)) {
    return refuse({ code: "unauthenticated" });
  }
  const admitted = await admit(route.access, headers, door.identity(env), route.method === "get");
  if (!admitted.ok) return refuse(admitted.error);
  const caller = { ...admitted.value, traceparent };
  const query = queryFor(route, request.url);
  if (!query.ok) return refuse(query.error);
  const key = idempotencyKeyOf(headers, route.idempotency);
  if (!key.ok) return refuse(key.error);
  const ifVersion = route.conditional ? ifVersionOf(headers) : undefined;
  if (ifVersion === null) return refuse({ code: "version" });
  const body = await bodyFor(route, request);
  if (!body.ok) return refuse(body.error);
  const { bytes, value } = body.value;
  const { method } = request;
  const call: AnyCall<Env> = {
    ...{ env, caller, query: query.value, body: value, bytes, headers, requestId, ifVersion },
    params: withOwnId(route, params.value, caller) as AnyCall<Env>["params"],
    ip: ipOf(headers),
    meta: () => commandMeta({ caller, method, path: exchange.path, key: key.value, bytes, requestId, traceparent }),
    check: (kind, text) => door.check(env, kind, text),
  };
  return route.handle(call);
}

/** A forged id ends here, before anybody is asked anything. */
function paramsOf<Env>(
  door: Door<Env>,
  route: Route<Env>,
  env: Env,
  raw: Record<string, string>,
): Judged<Record<string, unknown>> {
  const params: Record<string, unknown> = {};
  for (const [name, kind] of Object.entries(route.params ?? {})) {
    const text = raw[name] ?? "";
    if (typeof kind === "string") {
      const id = kind === "me" && text === "me" ? text : door.check(env, kind === "me" ? "usr" : kind, text);
      if (id === null) return err({ code: "not_found" });
      params[name] = id;
      continue;
    }
    const parsed = kind.safeParse(text);
    if (!parsed.success || !isPlain(text)) return err({ code: "not_found" });
    params[name] = parsed.data;
  }
  return ok(params);
}

/** `me` becomes the caller's own id. Routes with `me` are open to people with an account only. */
function withOwnId<Env>(route: Route<Env>, params: Record<string, unknown>, caller: Caller): Record<string, unknown> {
  for (const name of Object.keys(params)) {
    if (route.params?.[name] !== "me" || params[name] !== "me") continue;
    if (caller.kind !== "customer" && caller.kind !== "staff") throw new Error(`${route.operationId} knows no "me"`);
    return { ...params, [name]: caller.userId };
  }
  return params;
}

function queryFor<Env>(route: Route<Env>, url: string): Judged<unknown> {
  if (route.query === undefined) return ok(undefined);
  const raw = parametersOf(queryOf(url));
  if (!raw.ok) return raw;
  const parsed = route.query.safeParse(raw.value);
  if (parsed.success) return ok(parsed.data);
  return err({ code: "invalid", errors: parameterErrors(parsed.error.issues, raw.value) });
}

async function bodyFor<Env>(route: Route<Env>, request: Request): Promise<Judged<JsonBody>> {
  if (route.rawMax !== undefined) {
    const bytes = await readBytes(request, route.rawMax);
    return bytes.ok ? ok({ bytes: bytes.value, value: undefined }) : bytes;
  }
  if (route.body === undefined) return ok(NO_BODY);
  const read = await readJson(request, route.bodyOptional === true);
  if (!read.ok) return read;
  const parsed = route.body.safeParse(read.value.value);
  if (parsed.success) return ok({ bytes: read.value.bytes, value: parsed.data });
  return err({ code: "invalid", errors: fieldErrors(parsed.error.issues, read.value.value) });
}
