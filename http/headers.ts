const PREFLIGHT_SECONDS = 600;

/** On every answer, whatever it is. A route may say otherwise for itself: a page its own CSP, the catalogue its caching. */
export const BASE_HEADERS: Readonly<Record<string, string>> = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "strict-transport-security": "max-age=31536000; includeSubDomains",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
};

/** For public reads of the catalogue: as stale as the catalogue itself may be. */
export const CATALOGUE_CACHE = { "cache-control": "public, max-age=2" };
/** For what never changes under its name. */
export const IMMUTABLE_CACHE = { "cache-control": "public, max-age=31536000, immutable" };

/** What a browser page of another origin is allowed. `origins` is the shop's comma-separated list; empty: nobody. */
export function corsHeaders(origins: string, origin: string | null): Record<string, string> {
  if (origins === "") return {};
  if (origin === null || !listed(origins, origin)) return { vary: "Origin" };
  return {
    vary: "Origin",
    "access-control-allow-origin": origin,
    "access-control-expose-headers": "ETag, Location, Retry-After, X-Request-Id",
  };
}

export function preflightHeaders(allow: string): Record<string, string> {
  return {
    allow,
    "access-control-allow-methods": allow,
    "access-control-allow-headers":
      "Authorization, Content-Type, Idempotency-Key, If-Match, Kiosk-Cart-Token, Kiosk-Order-Token, Traceparent",
    "access-control-max-age": String(PREFLIGHT_SECONDS),
  };
}

function listed(origins: string, origin: string): boolean {
  return origins.split(",").some((allowed) => allowed.trim() === origin);
}
