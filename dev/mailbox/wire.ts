import { timingSafeEqual } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod";
import type { Fault, Faults } from "../kernel/faults.ts";
import { type Asked, json, parseJson, type WireAnswer } from "../kernel/http.ts";
import { addressOf, type Box } from "./box.ts";

/** Resend's own limits: resend.com/docs/api-reference/emails/send-email, /idempotency-keys. */
const KEY_MAX = 256;
const RECIPIENTS_MAX = 50;

const one = z.string();
const many = z.union([one, z.array(one)]).transform((given) => (typeof given === "string" ? [given] : given));
const Body = z.object({
  from: one,
  to: many,
  subject: one,
  html: one.optional(),
  text: one.optional(),
  cc: many.default([]),
  bcc: many.default([]),
  reply_to: many.default([]),
});
const REQUIRED = ["from", "to", "subject"];

export type Provider = { box: Box; faults: Faults; apiKey: string };

/** One request of the provider's API: `POST /emails`, as its documentation has it. */
export async function handleApi(provider: Provider, asked: Asked): Promise<WireAnswer> {
  const refused = authenticated(provider, asked) ?? (asked.method === "POST" ? null : notAllowed());
  if (refused !== null) return refused;
  const fault = provider.faults.take(asked.method, asked.path);
  if (fault === null) return accept(provider, asked);
  return (await before(fault)) ?? after(fault, accept(provider, asked));
}

function accept({ box }: Provider, asked: Asked): WireAnswer {
  const key = asked.header("idempotency-key");
  if (key !== null && (key === "" || key.length > KEY_MAX)) {
    return failed(400, "invalid_idempotency_key", `The key must be between 1-${KEY_MAX} chars.`);
  }
  const given = parseJson(asked);
  if (typeof given !== "object" || given === null) return invalid("The request body must be valid JSON.");
  const missing = REQUIRED.find((name) => (given as Record<string, unknown>)[name] === undefined);
  if (missing !== undefined) return failed(422, "missing_required_field", `Missing \`${missing}\` field.`);
  const body = Body.safeParse(given);
  if (!body.success) return invalid(`Invalid \`${String(body.error.issues[0]?.path[0])}\` field.`);
  const { from, to, subject, html = null, text = null, cc, bcc, reply_to: replyTo } = body.data;
  if (html === null && text === null) {
    return failed(422, "missing_required_field", "Missing `html` or `text` field.");
  }
  if (!isRecipient(from)) return failed(422, "invalid_from_address", "Invalid `from` field.");
  const wrong = Object.entries({ to, cc, bcc, reply_to: replyTo }).find(([, list]) => !list.every(isRecipient));
  if (wrong !== undefined || to.length === 0 || to.length > RECIPIENTS_MAX) {
    const form = "The email address needs to follow the `email@example.com` or `Name <email@example.com>` format.";
    return invalid(`Invalid \`${wrong?.[0] ?? "to"}\` field. ${form}`);
  }
  const accepted = box.accept({ key, from, to, cc, bcc, replyTo, subject, html, text }, asked.body);
  return accepted === "other_body"
    ? failed(409, "invalid_idempotent_request", "Same idempotency key used with a different request payload.")
    : json(200, accepted);
}

function authenticated({ apiKey }: Provider, { header }: Asked): WireAnswer | null {
  const given = /^Bearer (.+)$/.exec(header("authorization") ?? "")?.[1];
  if (given === undefined) return failed(401, "missing_api_key", "Missing API Key");
  const [ours, theirs] = [Buffer.from(apiKey), Buffer.from(given)];
  const isOurs = ours.length === theirs.length && timingSafeEqual(ours, theirs);
  return isOurs ? null : failed(403, "invalid_api_key", "API key is invalid");
}

/** Nothing happens, in one of the ways it can; null: it goes on. */
async function before({ kind, delayMs }: Fault): Promise<WireAnswer | null> {
  switch (kind) {
    case "timeout_before":
      return { kind: "hang" };
    case "connection_reset_before":
      return { kind: "reset" };
    case "error_500":
      return outage();
    case "rate_limit_429": {
      const { status, body, headers } = failed(429, "rate_limit_exceeded", "Too many requests. Please slow down.");
      return { kind: "answer", status, body, headers: { ...headers, "retry-after": "1" } };
    }
    case "delay_before":
      await sleep(delayMs);
      return null;
    default:
      return null;
  }
}

/** It happened; the answer is lost, replaced or late. */
async function after({ kind, delayMs }: Fault, answer: WireAnswer): Promise<WireAnswer> {
  switch (kind) {
    case "timeout_after":
      return { kind: "hang" };
    case "connection_reset_after":
      return { kind: "reset" };
    case "error_500_after":
      return outage();
    case "delay_after":
      await sleep(delayMs);
      return answer;
    default:
      return answer;
  }
}

function isRecipient(text: string): boolean {
  return /^[^\s<>@,]+@[^\s<>@,.]+(\.[^\s<>@,.]+)+$/.test(addressOf(text)) && !/[\r\n]/.test(text);
}

const outage = () => failed(500, "application_error", "An unexpected error occurred.");
const notAllowed = () => failed(405, "method_not_allowed", "Method is not allowed for the requested path");
const invalid = (message: string) => failed(422, "validation_error", message);

function failed(statusCode: number, name: string, message: string): WireAnswer & { kind: "answer" } {
  const body = JSON.stringify({ statusCode, name, message });
  return { kind: "answer", status: statusCode, body, headers: { "content-type": "application/json" } };
}
