import type { Books } from "./books.ts";
import { cancelIntent, captureIntent } from "./closing.ts";
import { createCustomer, retrieveCustomer } from "./customers.ts";
import type { Answer, Desk } from "./desk.ts";
import { invalid } from "./failure.ts";
import type { Params } from "./form.ts";
import { confirmIntent, createIntent, retrieveIntent } from "./intents.ts";
import { listEvents, listIntents, listRefunds } from "./lists.ts";
import { retrieveCharge, retrieveEvent, retrieveRefund } from "./lookups.ts";
import { createMethod, retrieveMethod } from "./methods.ts";
import type { Json } from "./records.ts";
import { createRefund } from "./refunds.ts";
import type { Look } from "./views.ts";

type Endpoint = (desk: Desk, params: Params, id: string) => Answer;
type Listing = (books: Books, look: Look, params: Params) => Json;
export type Route = { endpoint: Endpoint } | { listing: Listing };

const ROUTES: readonly [string, RegExp, Route][] = [
  ["POST", /^\/v1\/payment_intents$/, { endpoint: createIntent }],
  ["GET", /^\/v1\/payment_intents$/, { listing: listIntents }],
  ["GET", /^\/v1\/payment_intents\/([^/]+)$/, { endpoint: retrieveIntent }],
  ["POST", /^\/v1\/payment_intents\/([^/]+)\/confirm$/, { endpoint: confirmIntent }],
  ["POST", /^\/v1\/payment_intents\/([^/]+)\/capture$/, { endpoint: captureIntent }],
  ["POST", /^\/v1\/payment_intents\/([^/]+)\/cancel$/, { endpoint: cancelIntent }],
  ["POST", /^\/v1\/refunds$/, { endpoint: createRefund }],
  ["GET", /^\/v1\/refunds$/, { listing: listRefunds }],
  ["GET", /^\/v1\/refunds\/([^/]+)$/, { endpoint: retrieveRefund }],
  ["POST", /^\/v1\/customers$/, { endpoint: createCustomer }],
  ["GET", /^\/v1\/customers\/([^/]+)$/, { endpoint: retrieveCustomer }],
  ["POST", /^\/v1\/payment_methods$/, { endpoint: createMethod }],
  ["GET", /^\/v1\/payment_methods\/([^/]+)$/, { endpoint: retrieveMethod }],
  ["GET", /^\/v1\/charges\/([^/]+)$/, { endpoint: retrieveCharge }],
  ["GET", /^\/v1\/events$/, { listing: listEvents }],
  ["GET", /^\/v1\/events\/([^/]+)$/, { endpoint: retrieveEvent }],
];

export function routeOf(method: string, path: string): { route: Route; id: string } {
  for (const [verb, pattern, route] of ROUTES) {
    const match = verb === method ? pattern.exec(path) : null;
    if (match !== null) return { route, id: match[1] ?? "" };
  }
  throw invalid(`Unrecognized request URL (${method}: ${path}).`, {}, 404);
}
