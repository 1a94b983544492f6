import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Listening } from "../../../dev/kernel/http.ts";
import { startMailbox } from "../../../dev/mailbox/server.ts";

const KEY = "re_test";
const HOUR_MS = 3_600_000;
let now = Date.UTC(2026, 10, 20);
let folder: string;
let mailbox: Listening;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "mailbox-"));
  mailbox = await startMailbox({ port: 0, folder, apiKey: KEY, now: () => now });
});
afterAll(async () => {
  await mailbox.close();
  rmSync(folder, { recursive: true });
});

const mail = {
  from: "Shop <shop@example.org>",
  to: ["ada@example.org"],
  subject: "Hello",
  text: "Hi",
  html: "<p>Hi</p>",
};

async function send(body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${mailbox.url}/emails`, {
    method: "POST",
    headers: { authorization: `Bearer ${KEY}`, "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
const under = (key: string) => ({ "idempotency-key": key });
const get = async (path: string) =>
  (await (await fetch(mailbox.url + path)).json()) as { mails: { id: string }[]; next: string | null };
const count = async (to: string) => (await get(`/api/mails?to=${to}`)).mails.length;

describe("the provider's wire", () => {
  test("takes a mail and answers its id; the mailbox has it whole", async () => {
    const { status, body } = await send(mail, under("whole"));
    expect(status).toBe(200);
    expect(await get(`/api/mails/${body.id}`)).toMatchObject({ ...mail, key: "whole", id: body.id });
  });

  test("takes one mail per key for 24 hours; another body under it is a conflict", async () => {
    const to = "once@example.org";
    const first = await send({ ...mail, to }, under("once"));
    expect(await send({ ...mail, to }, under("once"))).toEqual(first);
    expect(await send({ ...mail, to, subject: "Other" }, under("once"))).toMatchObject({
      status: 409,
      body: { statusCode: 409, name: "invalid_idempotent_request" },
    });
    now += 24 * HOUR_MS - 1;
    expect(await send({ ...mail, to }, under("once"))).toEqual(first);
    expect(await count(to)).toBe(1);
    now += 1;
    expect((await send({ ...mail, to }, under("once"))).body.id).not.toBe(first.body.id);
    expect(await count(to)).toBe(2);
  });

  test.each([
    [422, "missing_required_field", { ...mail, to: undefined }],
    [422, "missing_required_field", { ...mail, text: undefined, html: undefined }],
    [422, "validation_error", { ...mail, to: ["nobody"] }],
    [422, "validation_error", { ...mail, to: [] }],
    [422, "validation_error", { ...mail, to: "a@example.org\r\nBcc: b@example.org" }],
    [422, "validation_error", { ...mail, subject: 7 }],
    [422, "invalid_from_address", { ...mail, from: "" }],
  ])("refuses with %i %s: %o", async (status, name, body) => {
    expect(await send(body)).toMatchObject({ status, body: { statusCode: status, name } });
  });

  test("asks for its key, and for keys of a length it knows", async () => {
    expect(await send(mail, { authorization: "" })).toMatchObject({ status: 401, body: { name: "missing_api_key" } });
    expect(await send(mail, { authorization: "Bearer re_no" })).toMatchObject({
      status: 403,
      body: { name: "invalid_api_key" },
    });
    expect(await send(mail, under("k".repeat(257)))).toMatchObject({
      status: 400,
      body: { name: "invalid_idempotency_key" },
    });
  });
});

describe("what may go wrong", () => {
  const fault = (kind: string) =>
    fetch(`${mailbox.url}/_control/faults`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ kind }),
    });

  test.each([
    ["error_500", 500, 0],
    ["rate_limit_429", 429, 0],
    ["error_500_after", 500, 1],
    ["connection_reset_before", null, 0],
    ["connection_reset_after", null, 1],
  ])("%s: the answer is %s, and %i mails were taken; under its key it is taken once", async (kind, status, taken) => {
    const to = `${kind}@example.org`;
    await fault(kind);
    const answer = await send({ ...mail, to }, under(kind)).catch(() => null);
    expect(answer?.status ?? null).toBe(status);
    expect(await count(to)).toBe(taken);
    expect((await send({ ...mail, to }, under(kind))).status).toBe(200);
    expect(await count(to)).toBe(1);
  });
});

describe("for programs", () => {
  test("mails are listed newest first, page by page, for one recipient in any case", async () => {
    const to = "Lists <LISTS@example.org>";
    const ids: unknown[] = [];
    for (const subject of ["1", "2", "3"]) ids.push((await send({ ...mail, to, subject })).body.id);
    const first = await get("/api/mails?to=lists@example.org&limit=2");
    expect(first.mails.map(({ id }) => id)).toEqual([ids[2], ids[1]]);
    const second = await get(`/api/mails?to=lists@example.org&limit=2&after=${first.next}`);
    expect(second.mails.map(({ id }) => id)).toEqual([ids[0]]);
    expect(second.next).toBeNull();
    expect((await fetch(`${mailbox.url}/api/mails?limit=0`)).status).toBe(400);
  });

  test("a page elsewhere cannot read or empty it", async () => {
    const { request } = await import("node:http");
    const status = await new Promise((resolve, reject) => {
      const asked = request(`${mailbox.url}/api/mails`, { method: "DELETE", headers: { host: "evil.example" } });
      asked.once("response", (answer) => resolve(answer.statusCode));
      asked.once("error", reject);
      asked.end();
    });
    expect(status).toBe(403);
  });

  test("it is emptied, and what was sent under a key stays sent", async () => {
    await send({ ...mail, to: "gone@example.org" }, under("gone"));
    expect((await fetch(`${mailbox.url}/api/mails`, { method: "DELETE" })).status).toBe(204);
    await send({ ...mail, to: "gone@example.org" }, under("gone"));
    expect((await get("/api/mails")).mails).toEqual([]);
  });
});

describe("for people", () => {
  const page = async (path: string) => {
    const response = await fetch(mailbox.url + path);
    return {
      text: await response.text(),
      policy: response.headers.get("content-security-policy") ?? "",
      status: response.status,
    };
  };

  test("a hostile mail is shown as text, and its HTML only where nothing runs and nothing is loaded", async () => {
    const hostile = "<script>alert(1)</script>";
    const { body } = await send({ ...mail, subject: hostile, text: hostile, html: hostile });
    for (const path of ["/", `/mails/${body.id}`]) {
      const { text, policy } = await page(path);
      expect(text).not.toContain(hostile);
      expect(text).toContain("&lt;script&gt;");
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toContain("script-src");
    }
    const { text } = await page(`/mails/${body.id}`);
    expect(text).toContain(`<iframe title="The mail as HTML" sandbox src="/mails/${body.id}/html">`);
    const framed = await page(`/mails/${body.id}/html`);
    expect(framed.text).toBe(hostile);
    expect(framed.policy).toMatch(/^sandbox; default-src 'none'/);
  });

  test("what is not there is not found", async () => {
    for (const path of ["/mails/none", "/mails/none/html", "/else"]) expect((await page(path)).status).toBe(404);
  });
});
