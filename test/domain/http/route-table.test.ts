import { expect, test } from "vitest";
import { PERMISSIONS } from "../../../domain/identity/permissions.ts";
import { routes } from "../../../workers/gateway/routes.ts";

/** What clients already rely on, written by hand: a route that is lost is found here. */
const RELIED_ON = `
POST /api/v1/auth/register
POST /api/v1/auth/login
POST /api/v1/auth/refresh
POST /api/v1/auth/logout
GET /api/v1/users/{}
PUT /api/v1/users/{}
GET /api/v1/users/{}/addresses
POST /api/v1/users/{}/addresses
PUT /api/v1/users/{}/addresses/{}
DELETE /api/v1/users/{}/addresses/{}
GET /api/v1/users/{}/orders
GET /api/v1/products
GET /api/v1/products/{}
POST /api/v1/products
PUT /api/v1/products/{}
DELETE /api/v1/products/{}
PUT /api/v1/products/{}/inventory
GET /api/v1/categories
GET /api/v1/search
GET /api/v1/search/suggestions
POST /api/v1/carts
GET /api/v1/carts/{}
PUT /api/v1/carts/{}
POST /api/v1/carts/{}/lines
PATCH /api/v1/carts/{}/lines/{}
DELETE /api/v1/carts/{}/lines/{}
POST /api/v1/carts/{}/coupons
DELETE /api/v1/carts/{}/coupons/{}
POST /api/v1/carts/{}/claim
PUT /api/v1/carts/{}/shipping-address
GET /api/v1/carts/{}/shipping-options
PUT /api/v1/carts/{}/shipping-option
POST /api/v1/carts/{}/quote
POST /api/v1/orders
GET /api/v1/orders/{}
GET /api/v1/orders/{}/events
POST /api/v1/orders/{}/cancel
PUT /api/v1/orders/{}/status
POST /api/v1/payments
GET /api/v1/payments/{}
POST /api/v1/payments/{}/refunds
POST /api/v1/admin/inventory/reconcile
GET /api/v1/admin/events
GET /api/v1/admin/events/partitions
GET /api/v1/admin/events/dead-letters
GET /api/v1/admin/events/dead-letters/{}
POST /api/v1/admin/events/dead-letters/{}/release
POST /api/v1/admin/events/releases
POST /api/v1/admin/events/replays
GET /api/v1/admin/events/rebuilds
POST /api/v1/admin/events/rebuilds
POST /webhooks/stripe
GET /health
GET /ready
GET /metrics
GET /api/v1/openapi.json
GET /docs
`
  .trim()
  .split("\n");

const rows = routes.map((route) => ({
  ...route,
  name: `${route.method.toUpperCase()} ${route.path.replace(/\{\w+\}/g, "{}")}`,
}));

test.each(RELIED_ON)("%s is answered", (name) => {
  expect(rows.filter((row) => row.name === name)).toHaveLength(1);
});

test("no two routes are one", () => {
  expect(new Set(rows.map((row) => row.name)).size).toBe(rows.length);
  expect(new Set(rows.map((row) => row.operationId)).size).toBe(rows.length);
});

test("every part of a path is checked, and nothing else", () => {
  for (const { path, params } of rows) {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
    expect(Object.keys(params ?? {})).toEqual(named);
  }
});

test("money moves only with an Idempotency-Key", () => {
  const required = rows.filter((row) => row.idempotency === "required").map((row) => row.name);
  expect(required).toEqual(["POST /api/v1/orders", "POST /api/v1/payments", "POST /api/v1/payments/{}/refunds"]);
});

test("what staff do is open to staff only", () => {
  const permissions: readonly string[] = PERMISSIONS;
  for (const { path, method, access } of rows) {
    const writesCatalogue = path.startsWith("/api/v1/products") && method !== "get";
    if (path.startsWith("/api/v1/admin/") || writesCatalogue) expect(permissions).toContain(access);
  }
});

test("a read changes nothing and needs no key", () => {
  for (const { method, idempotency, body } of rows) {
    if (method === "get") expect([idempotency, body]).toEqual(["none", undefined]);
  }
});
