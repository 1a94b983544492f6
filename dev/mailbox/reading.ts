import { type Asked, json, type WireAnswer } from "../kernel/http.ts";
import type { Box } from "./box.ts";
import type { KeptMail } from "./mails.ts";

const LIMIT_MAX = 500;
const LIMIT_DEFAULT = 50;

/** The mails for programs: a list without bodies, one mail whole, and a fresh start. */
export function handleReading(box: Box, { method, path, query }: Asked): WireAnswer {
  const id = /^\/api\/mails\/([\w-]{1,64})$/.exec(path)?.[1];
  if (method === "GET" && id !== undefined) {
    const mail = box.get(id);
    return mail === null ? json(404, { error: "no such mail" }) : json(200, { ...mail, at: iso(mail) });
  }
  if (path !== "/api/mails") return json(404, { error: `no such thing: ${method} ${path}` });
  if (method === "DELETE") {
    box.clear();
    return { kind: "answer", status: 204, body: "", headers: {} };
  }
  if (method !== "GET") return json(405, { error: "GET or DELETE" });
  const asked = new URLSearchParams(query);
  const limit = Number(asked.get("limit") ?? LIMIT_DEFAULT);
  if (!Number.isInteger(limit) || limit < 1 || limit > LIMIT_MAX) {
    return json(400, { error: `limit is a number from 1 to ${LIMIT_MAX}` });
  }
  const found = box.list({ to: asked.get("to"), after: asked.get("after"), limit: limit + 1 });
  const mails = found.slice(0, limit);
  const next = found.length > limit ? (mails.at(-1)?.id ?? null) : null;
  return json(200, { mails: mails.map(summaryOf), next });
}

function summaryOf(mail: KeptMail) {
  const { id, key, from, to, subject } = mail;
  return { id, at: iso(mail), key, from, to, subject };
}

const iso = ({ at }: KeptMail) => new Date(at).toISOString();
