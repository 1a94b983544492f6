import { expect, test } from "vitest";
import { apiDocument } from "../../../workers/gateway/document.ts";
import { routes } from "../../../workers/gateway/routes.ts";

type Operation = {
  summary: string;
  security: Record<string, string[]>[];
  parameters?: { name: string; description?: string; schema: object }[];
  responses: Record<string, { headers?: Record<string, unknown> }>;
};

const document = apiDocument(routes);
const operations = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
  Object.entries(methods as Record<string, Operation>).map(([method, operation]) => ({ path, method, ...operation })),
);
const securityOf = (method: string, path: string) =>
  operations.find((operation) => operation.method === method && operation.path === `/api/v1${path}`)?.security;

test("no two operations say the same of themselves", () => {
  expect(new Set(operations.map(({ summary }) => summary)).size).toBe(operations.length);
});

test("a guest reads which token opens what", () => {
  expect(securityOf("get", "/carts/{cartId}")).toEqual([{ accessToken: [] }, { cartToken: [] }]);
  expect(securityOf("get", "/orders/{orderId}")).toEqual([{ accessToken: [] }, { orderToken: [] }]);
  expect(securityOf("get", "/payments/{paymentId}")).toEqual([{ accessToken: [] }, { orderToken: [] }]);
  expect(securityOf("post", "/payments")).toEqual([{ accessToken: [] }, { orderToken: [] }]);
  expect(securityOf("post", "/carts")).toEqual([{ accessToken: [] }, {}]);
  expect(securityOf("post", "/orders")).toEqual([{ accessToken: [] }, {}, { cartToken: [] }]);
  expect(securityOf("post", "/carts/{cartId}/claim")).toEqual([{ accessToken: [], cartToken: [] }]);
});

test("every route that lets guests in says how", () => {
  for (const { path, method } of routes.filter((route) => route.access === "guest")) {
    const security = operations.find((operation) => operation.path === path && operation.method === method)?.security;
    expect(security?.length, `${method} ${path}`).toBeGreaterThan(1);
  }
});

test("what takes an If-Match gives the ETag to put there", () => {
  for (const { parameters = [], responses, path } of operations) {
    if (parameters.some(({ name }) => name === "If-Match"))
      expect(responses[200]?.headers, path).toHaveProperty("ETag");
  }
});

test("a refusal that passes says when to come again, and any other problem has its form", () => {
  for (const { responses, parameters = [], path } of operations) {
    if (parameters.some(({ name }) => name === "Idempotency-Key")) {
      expect(responses[409]?.headers, path).toHaveProperty("Retry-After");
    }
    expect(responses, path).toHaveProperty("default");
  }
});

test("numbers are bound by rules of the shop, not by the language", () => {
  expect(JSON.stringify(document)).not.toContain(String(Number.MAX_SAFE_INTEGER));
});
