import { readDeadLetterId } from "../../../workers/gateway/dead-letter-id.ts";
import type { Answer } from "./client.ts";

const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const ID = /^(prod|var|cart_[a-z]{3}|ord|pay_\d+|ref(_cancel)?|quo|usr|adr|shp)_[0-9a-z]{32}$/;
const UUID = /^[0-9a-f-]{36}$/;
/** Named by the shop, not minted: ways to ship, promotions. */
const OWN_NAMES = /\/(shippingOption|discounts\/\d+|items\/\d+|zones\/\d+\/rates\/\d+|rates\/\d+)\/id$/;
const PROBLEM = ["type", "title", "status", "code", "requestId"];
/** Of what was refused, so that one problem stays one small answer. */
const PROBLEM_BYTES_MAX = 4_000;
const WITH_LISTS = new Set(["quote_changed", "out_of_stock"]);

/** What of an answer is not in the forms that every answer of the API has. */
export function formFaults({ status, body, headers }: Answer<unknown>): string[] {
  const type = headers.get("content-type") ?? "";
  if (type === "application/problem+json") return problemFaults(status, body as Record<string, unknown>, headers);
  if (status >= 400) return [`${status} as ${type}`];
  return type === "application/json" && !isDocument(body) ? valueFaults("", "", body) : [];
}

function problemFaults(status: number, body: Record<string, unknown>, headers: Headers): string[] {
  const faults = PROBLEM.filter((name) => body[name] === undefined).map((name) => `a problem without ${name}`);
  if (body.status !== status) faults.push(`status ${body.status} in the body`);
  if (body.type !== `urn:kiosk:problem:${body.code}`) faults.push(`type ${body.type}`);
  if (!UUID.test(String(body.requestId)) || headers.get("x-request-id") !== body.requestId) faults.push("requestId");
  const size = JSON.stringify(body).length;
  if (size > PROBLEM_BYTES_MAX && !WITH_LISTS.has(String(body.code))) faults.push(`${size} bytes`);
  return faults;
}

function valueFaults(path: string, name: string, value: unknown): string[] {
  if (name === "envelope") return []; // As it lies in the log: in the forms of the events, not of the API.
  if (/(^at|At|Until)$/.test(name)) return value === null || ISO.test(String(value)) ? [] : [`${path} is no time`];
  if (/(^id|Id)$/.test(name) && !OWN_NAMES.test(path)) {
    const isId = ID.test(String(value)) || readDeadLetterId(String(value)) !== null;
    return value === null || isId ? [] : [`${path} is no id`];
  }
  if (Array.isArray(value)) return value.flatMap((item, index) => valueFaults(`${path}/${index}`, "", item));
  if (typeof value !== "object" || value === null) return [];
  const fields = value as Record<string, unknown>;
  const own = [...moneyFaults(path, fields), ...listFaults(path, fields)];
  return [...own, ...Object.entries(fields).flatMap(([key, item]) => valueFaults(`${path}/${key}`, key, item))];
}

function moneyFaults(path: string, fields: Record<string, unknown>): string[] {
  if (!Object.hasOwn(fields, "minor")) return [];
  const isMoney =
    Object.keys(fields).sort().join() === "currency,minor" &&
    Number.isSafeInteger(fields.minor) &&
    /^[A-Z]{3}$/.test(String(fields.currency));
  return isMoney ? [] : [`${path} is no money`];
}

function listFaults(path: string, { items, nextCursor }: Record<string, unknown>): string[] {
  if (items === undefined) return [];
  const isList = Array.isArray(items) && (nextCursor === null || typeof nextCursor === "string");
  return isList ? [] : [`${path} is no list`];
}

function isDocument(body: unknown): boolean {
  return typeof body === "object" && body !== null && "openapi" in body;
}
