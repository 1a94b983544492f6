import { exports } from "cloudflare:workers";
import type { CartView } from "../../../domain/cart/types.ts";
import type { Permission } from "../../../domain/identity/permissions.ts";
import { ok } from "../../../domain/kernel/result.ts";
import { Ids } from "../../../workers/kernel/ids.ts";
import { says } from "./worker.ts";

export const ids = new Ids("11".repeat(32));
export const cartId = ids.mint("cart", "usd");
export const orderId = ids.mint("ord");
export const userId = ids.mint("usr");

const none = { minor: 0, currency: "USD" } as const;
export const cart: CartView = {
  id: cartId,
  version: 3,
  status: "open",
  currency: "USD",
  lines: [],
  discounts: [],
  totals: { subtotal: none, discount: none, shipping: none, tax: none, total: none, taxIncluded: false },
  email: null,
  shippingAddress: null,
  shippingOption: null,
  orderId: null,
};

export type Problem = {
  status: number;
  code: string;
  type: string;
  requestId: string;
  errors?: { path: string; code: string }[];
  [detail: string]: unknown;
};

const front = (exports as unknown as { default: Fetcher }).default;

type Init = { headers?: Record<string, string>; json?: unknown; body?: BodyInit };

/** One request at the front door. */
export function request(method: string, path: string, { headers = {}, json, body }: Init = {}): Promise<Response> {
  const isJson = json !== undefined;
  return front.fetch(
    new Request(`https://kiosk.example${path}`, {
      method,
      redirect: "manual",
      headers: { ...(isJson ? { "content-type": "application/json" } : {}), ...headers },
      ...(isJson ? { body: JSON.stringify(json) } : body === undefined ? {} : { body }),
    }),
  );
}

export async function problem(answer: Response | Promise<Response>): Promise<Problem> {
  const response = await answer;
  return (await response.json()) as Problem;
}

/** Signs in whoever comes with a token. */
export function signedIn(
  permissions: readonly Permission[] = [],
  role = permissions.length > 0 ? "admin" : "customer",
) {
  says("IDENTITY.authenticate", (_: unknown, token: string) =>
    token === "good"
      ? ok({ userId, sessionId: ids.mint("ses"), role, permissions })
      : { ok: false, error: { code: "invalid_token" } },
  );
  return { authorization: "Bearer good" };
}
