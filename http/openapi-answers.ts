import * as z from "zod";
import type { ZodOpenApiResponseObject, ZodOpenApiResponsesObject } from "zod-openapi";
import { RETRIED } from "./problem.ts";
import { REFUSALS, type RefusalCode, statusOf } from "./refusal.ts";
import type { Route } from "./route.ts";
import { FIELD_CODES } from "./validation.ts";

const problem = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string().meta({ description: "Stable. Of a request that is not valid: the code of the first error" }),
    errors: z.array(z.object({ path: z.string(), code: z.string() })).exactOptional(),
    requestId: z.string(),
  })
  .meta({
    id: "Problem",
    description: `RFC 9457 problem details; some codes bring fields of their own. Codes of errors: ${FIELD_CODES.join(", ")}`,
    examples: [
      {
        type: "urn:kiosk:problem:quantity_range",
        title: REFUSALS.invalid[1],
        status: REFUSALS.invalid[0],
        code: "quantity_range",
        errors: [{ path: "quantity", code: "quantity_range" }],
        requestId: "0f8fad5b-d9cb-469f-a165-70867728950e",
      },
    ],
  });
const content = { "application/problem+json": { schema: problem } };
const retryAfter = z.object({ "Retry-After": z.string().meta({ description: "Seconds to wait", examples: ["1"] }) });

/** Every answer of a route: its own, its refusals by status, and whatever else may go wrong. */
export function responsesOf(route: Route<never>): ZodOpenApiResponsesObject {
  const responses: Record<string, ZodOpenApiResponseObject> = {};
  for (const [status, { description, schema, contentType, headers }] of Object.entries(route.answers)) {
    const body = schema ?? (contentType === undefined ? undefined : { type: "string" as const });
    responses[status] = {
      description,
      ...(headers === undefined ? {} : { headers }),
      ...(body === undefined ? {} : { content: { [contentType ?? "application/json"]: { schema: body } } }),
    };
  }
  for (const [status, codes] of Map.groupBy(refusalsOf(route), statusOf)) {
    responses[status] = {
      description: codes.map((code) => `\`${code}\`: ${REFUSALS[code][1]}`).join(". "),
      ...(codes.some((code) => RETRIED.has(code)) ? { headers: retryAfter } : {}),
      content,
    };
  }
  responses.default = { description: "Any other problem, `internal` and `unavailable` among them", content };
  return responses;
}

/** What its domain refuses, and what every route of its kind does. */
function refusalsOf(route: Route<never>): RefusalCode[] {
  const codes = new Set<RefusalCode>(route.refusals);
  const add = (when: boolean, ...more: RefusalCode[]) => {
    if (when) for (const code of more) codes.add(code);
  };
  const needsSomebody = route.access !== "public" && route.access !== "provider";
  add(route.body !== undefined || route.query !== undefined, "invalid");
  add(route.body !== undefined, "invalid_json", "content_type", "too_large");
  add(needsSomebody && route.access !== "operator", "invalid_token");
  add(needsSomebody && route.access !== "guest", "unauthenticated");
  add(route.access.includes(":"), "forbidden");
  add(Object.keys(route.params ?? {}).length > 0, "not_found");
  add(route.idempotency === "required", "idempotency_key_required");
  add(route.idempotency !== "none", "idempotency_mismatch", "in_progress");
  add(route.conditional === true, "version");
  return [...codes];
}
