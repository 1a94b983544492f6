import type { Route } from "./route.ts";

export const SECURITY_SCHEMES = {
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

/** What a guest shows in the place of an access token, by what the path names. */
const TOKEN_OF: Record<string, "cartToken" | "orderToken"> = {
  cart: "cartToken",
  ord: "orderToken",
  pay: "orderToken",
};

/** Each entry is one sufficient way; what stands together in an entry is needed together. */
export function securityOf({ access, guests, params }: Route<never>): Record<string, string[]>[] {
  const own = Object.values(params ?? {}).flatMap((kind) => (typeof kind === "string" ? (TOKEN_OF[kind] ?? []) : []));
  switch (access) {
    case "public":
      return [];
    case "guest":
      return [
        { accessToken: [] },
        ...(guests ?? own).map((token) => (token === "nobody" ? {} : { [token]: [] as string[] })),
      ];
    case "operator":
      return [{ operatorToken: [] }];
    case "provider":
      return [{ signature: [] }];
    case "customer":
      return [{ accessToken: [], ...Object.fromEntries(own.map((token) => [token, []])) }];
    default:
      // The permission stands beside the scheme: HTTP schemes have roles since 3.1.
      return [{ accessToken: [access] }];
  }
}
