import { text } from "../../../http/answer.ts";
import { noQuery } from "../../../http/fields.ts";
import type { Route } from "../../../http/route.ts";
import { type ApiDocument, apiDocument } from "../document.ts";
import { pageOf } from "../document-page.ts";
import { PAGE_HEADERS } from "../document-style.ts";
import type { Env } from "../env.ts";
import { defineRoute } from "../route.ts";
import { openApi } from "../schemas/operations.ts";

const page = { tag: "Operations", method: "get", access: "public", idempotency: "none", query: noQuery } as const;
const CACHE = { "cache-control": "public, max-age=300" };

/** The document and its page, each made when it is first asked for. */
export function documentationRoutes(routes: () => readonly Route<Env>[]) {
  const document = once<ApiDocument>(() => apiDocument(routes()));
  const json = once(() => JSON.stringify(document()));
  const html = once(() => pageOf(document()));
  return [
    defineRoute({
      ...page,
      path: "/api/v1/openapi.json",
      operationId: "getOpenApi",
      summary: "Read this document",
      answers: { 200: { description: "OpenAPI 3.1", schema: openApi } },
      handle: () => text(200, json(), { ...CACHE, "content-type": "application/json" }),
    }),
    defineRoute({
      ...page,
      path: "/docs",
      operationId: "getDocs",
      summary: "Read this document as a page",
      answers: { 200: { description: "A page", contentType: "text/html" } },
      handle: () => text(200, html(), { ...CACHE, ...PAGE_HEADERS }),
    }),
  ];
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
