import { documentOf } from "../../http/openapi.ts";
import type { Route } from "../../http/route.ts";
import type { Env } from "./env.ts";

const DESCRIPTION = [
  "Bodies and answers are JSON; fields that are not known are refused. Money is in minor units of its currency; times are ISO 8601 UTC.",
  "Lists are `{items, nextCursor}`, read on with `cursor`. Errors are RFC 9457 problem details with a stable `code`.",
  "Guests reach their carts and orders with the token given at creation. What is somebody else's is not found.",
  "A write with an `Idempotency-Key` may be sent again: the same key and body get the same answer. Answers may gain fields.",
].join("\n\n");

const TAGS = [
  { name: "Catalogue", description: "Products, categories, search" },
  { name: "Carts", description: "From the first line to the quote" },
  { name: "Orders", description: "Placing, following, cancelling" },
  { name: "Payments", description: "Paying and refunding" },
  { name: "Accounts", description: "Signing in, profile, addresses" },
  { name: "Stock", description: "What is on hand, and how it came to be so" },
  { name: "Back office", description: "For staff and their programs" },
  { name: "Events", description: "The log that the shop's parts hear of each other by" },
  { name: "Operations", description: "For whoever runs the shop" },
];

/** The API as its own routes describe it. */
export function apiDocument(routes: readonly Route<Env>[]) {
  return documentOf(routes, {
    info: {
      title: "Kiosk",
      version: "1.0.0",
      description: DESCRIPTION,
      license: { name: "MIT", identifier: "MIT" },
    },
    tags: TAGS,
  });
}

export type ApiDocument = ReturnType<typeof apiDocument>;
