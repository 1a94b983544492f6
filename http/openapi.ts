import * as z from "zod";
import { createDocument, type ZodOpenApiOperationObject } from "zod-openapi";
import { exampleId } from "./fields.ts";
import { responsesOf } from "./openapi-answers.ts";
import { SECURITY_SCHEMES, securityOf } from "./openapi-security.ts";
import type { Params, Route } from "./route.ts";

type AnyRoute = Route<never>;
type DocumentInfo = {
  info: { title: string; version: string; description: string; license: { name: string; identifier: string } };
  tags: { name: string; description: string }[];
};

/** The OpenAPI 3.1 document of a table of routes. Costly: made once. */
export function documentOf(routes: readonly AnyRoute[], about: DocumentInfo) {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const route of routes) {
    const methods = paths[route.path] ?? {};
    methods[route.method] = operationOf(route);
    paths[route.path] = methods;
  }
  return createDocument(
    {
      openapi: "3.1.0",
      ...about,
      servers: [{ url: "/", description: "This shop" }],
      paths,
      components: { securitySchemes: SECURITY_SCHEMES },
    },
    { override: ({ jsonSchema }) => withoutTechnicalBounds(jsonSchema) },
  );
}

/** That a number is an exact integer in JavaScript is nothing a reader can use. */
function withoutTechnicalBounds(schema: { minimum?: unknown; maximum?: unknown }): void {
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
}

function operationOf(route: AnyRoute): ZodOpenApiOperationObject {
  return {
    operationId: route.operationId,
    summary: route.summary,
    ...(route.description === undefined ? {} : { description: route.description }),
    tags: [route.tag],
    security: securityOf(route),
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
      if (kind === "me") return [name, z.string().meta({ examples: ["me"], description: "One's own id, or `me`" })];
      return [name, z.string().meta({ examples: [exampleId(kind)] })];
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
      ? {
          "If-Match": z
            .string()
            .optional()
            .meta({ description: "The ETag of what you read", examples: ['"3"'] }),
        }
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
