import * as z from "zod";
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiResponsesObject } from "zod-openapi";
import type { Access } from "./authentication.ts";
import { exampleId } from "./fields.ts";
import { REFUSALS, type RefusalCode, statusOf } from "./refusal.ts";
import type { Params, Route } from "./route.ts";
import { FIELD_CODES } from "./validation.ts";

type AnyRoute = Route<never>;
export type DocumentInfo = {
  info: { title: string; version: string; description: string; license: { name: string; identifier: string } };
  tags: { name: string; description: string }[];
};

const problem = z
  .object({
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

/** The OpenAPI 3.1 document of a table of routes. Costly: made once. */
export function documentOf(routes: readonly AnyRoute[], about: DocumentInfo) {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const route of routes) {
    const methods = paths[route.path] ?? {};
    methods[route.method] = operationOf(route);
    paths[route.path] = methods;
  }
  return createDocument({
    openapi: "3.1.0",
    ...about,
    servers: [{ url: "/", description: "This shop" }],
    paths,
    components: { securitySchemes: SECURITY_SCHEMES },
  });
}

function operationOf(route: AnyRoute): ZodOpenApiOperationObject {
  return {
    operationId: route.operationId,
    summary: route.summary,
    ...(route.description === undefined ? {} : { description: route.description }),
    tags: [route.tag],
    security: securityOf(route.access),
    ...parametersOf(route),
    ...bodyOf(route),
    responses: responsesOf(route),
  };
}

function parametersOf(route: AnyRoute): Pick<ZodOpenApiOperationObject, "requestParams" | "parameters"> {
  const shape: Record<string, z.ZodType> = route.query instanceof z.ZodObject ? { ...route.query.shape } : {};
  if (route.openQuery !== undefined) delete shape[route.openQuery];
  return {
    requestParams: {
      path: z.object(pathParameters(route.params ?? {})),
      header: z.object(headerParameters(route)),
      query: z.object(shape),
    },
    ...(route.openQuery === undefined ? {} : { parameters: [openParameter(route.openQuery)] }),
  };
}

function pathParameters(params: Params): Record<string, z.ZodType> {
  return Object.fromEntries(
    Object.entries(params).map(([name, kind]) => {
      if (typeof kind !== "string") return [name, kind];
      const example = exampleId(kind === "me" ? "usr" : kind);
      const description = kind === "me" ? "An id, or `me`" : undefined;
      return [name, z.string().meta({ example: kind === "me" ? "me" : example, ...(description && { description }) })];
    }),
  );
}

function headerParameters(route: AnyRoute): Record<string, z.ZodType> {
  const key = z.string().min(1).max(255);
  const described = { description: "A repeat with the same key and body has one effect and one answer" };
  return {
    ...(route.idempotency === "required" ? { "Idempotency-Key": key.meta(described) } : {}),
    ...(route.idempotency === "optional" ? { "Idempotency-Key": key.optional().meta(described) } : {}),
    ...(route.conditional
      ? { "If-Match": z.string().optional().meta({ description: "The ETag of what you read", example: '"3"' }) }
      : {}),
  };
}

/** One parameter that stands for many: its name has a part that the caller fills in. */
function openParameter(name: string) {
  return {
    name: `${name}.{name}`,
    in: "query" as const,
    required: false,
    description: "Put the name of an option in the place of `{name}`",
    schema: { type: "string" as const },
  };
}

function bodyOf(route: AnyRoute): Pick<ZodOpenApiOperationObject, "requestBody"> {
  if (route.rawMax !== undefined) {
    return { requestBody: { required: true, content: { "application/json": { schema: { type: "object" } } } } };
  }
  if (route.body === undefined) return {};
  return { requestBody: { required: !route.bodyOptional, content: { "application/json": { schema: route.body } } } };
}

function responsesOf(route: AnyRoute): ZodOpenApiResponsesObject {
  const responses: ZodOpenApiResponsesObject = {};
  for (const [status, { description, schema, contentType, headers }] of Object.entries(route.answers)) {
    const content = schema ?? (contentType === undefined ? undefined : { type: "string" as const });
    responses[status as `${1 | 2 | 3 | 4 | 5}${string}`] = {
      description,
      ...(headers === undefined ? {} : { headers }),
      ...(content === undefined ? {} : { content: { [contentType ?? "application/json"]: { schema: content } } }),
    };
  }
  for (const [status, codes] of Map.groupBy(refusalsOf(route), statusOf)) {
    responses[`${status}` as "400"] = {
      description: codes.map((code) => `\`${code}\`: ${REFUSALS[code][1]}`).join(". "),
      content: { "application/problem+json": { schema: problem } },
    };
  }
  return responses;
}

/** What its domain refuses, and what every route of its kind does. */
function refusalsOf(route: AnyRoute): RefusalCode[] {
  const codes = new Set<RefusalCode>(route.refusals);
  const add = (when: boolean, ...more: RefusalCode[]) => {
    if (when) for (const code of more) codes.add(code);
  };
  const needsSomebody = route.access !== "public" && route.access !== "provider";
  add(route.body !== undefined || route.query !== undefined, "invalid");
  add(route.body !== undefined, "invalid_json", "content_type", "too_large");
  add(needsSomebody, "invalid_token");
  add(needsSomebody && route.access !== "guest", "unauthenticated");
  add(route.access.includes(":"), "forbidden");
  add(Object.keys(route.params ?? {}).length > 0, "not_found");
  add(route.idempotency === "required", "idempotency_key_required");
  add(route.idempotency !== "none", "idempotency_mismatch", "in_progress");
  add(route.conditional === true, "version");
  return [...codes];
}

const SECURITY_SCHEMES = {
  accessToken: { type: "http", scheme: "bearer", description: "From /auth/login" },
  cartToken: { type: "apiKey", in: "header", name: "Kiosk-Cart-Token", description: "A guest's, given with the cart" },
  orderToken: {
    type: "apiKey",
    in: "header",
    name: "Kiosk-Order-Token",
    description: "A guest's, given with the order",
  },
  operatorToken: { type: "http", scheme: "bearer", description: "METRICS_TOKEN of the deployment" },
  signature: {
    type: "apiKey",
    in: "header",
    name: "Stripe-Signature",
    description: "Of the provider, over the raw body",
  },
} as const;

function securityOf(access: Access): Record<string, string[]>[] {
  switch (access) {
    case "public":
      return [];
    case "guest":
      return [{}, { accessToken: [] }, { cartToken: [] }, { orderToken: [] }];
    case "operator":
      return [{ operatorToken: [] }];
    case "provider":
      return [{ signature: [] }];
    case "customer":
      return [{ accessToken: [] }];
    default:
      // The permission stands beside the scheme: HTTP schemes have roles since 3.1.
      return [{ accessToken: [access] }];
  }
}
