import { beforeAll, describe, expect, test } from "vitest";
import { authorised, mac, migrated, newOrderId, nowSeconds, receive, rows, SECRET, signed } from "./message.ts";

beforeAll(migrated);

describe("a message that only looks like one", () => {
  const text = JSON.stringify(authorised(newOrderId()));
  const now = nowSeconds();
  const good = mac(text, now, SECRET);
  const corpus: [string, string, string, string][] = [
    ["without a signature", text, "", "webhook_signature"],
    ["with a v0 signature only", text, `t=${now},v0=${good}`, "webhook_signature"],
    ["signed with another secret", text, signed(text, now, "whsec_other"), "webhook_signature"],
    ["signed with an empty secret", text, signed(text, now, ""), "webhook_signature"],
    ["with a space more than was signed", `${text} `, signed(text, now), "webhook_signature"],
    ["with a byte order mark more than was signed", `\uFEFF${text}`, signed(text, now), "webhook_signature"],
    ["written anew", JSON.stringify(JSON.parse(text), null, 2), signed(text, now), "webhook_signature"],
    ["with another time than was signed", text, `t=${now - 1},v1=${good}`, "webhook_signature"],
    [
      "with a fresh time before the old one that was signed",
      text,
      `t=${now},${signed(text, now - 9_000)}`,
      "webhook_signature",
    ],
    [
      "with a fresh time after the old one that was signed",
      text,
      `${signed(text, now - 9_000)},t=${now}`,
      "webhook_signature",
    ],
    ["without a time", text, `v1=${good}`, "webhook_signature"],
    ["with words for a time", text, `t=now,v1=${good}`, "webhook_signature"],
    ["with an endless header", text, `${signed(text, now)},v1=${"0".repeat(5_000)}`, "webhook_signature"],
    ["sent 301 seconds ago", text, signed(text, now - 301), "webhook_timestamp"],
    ["sent in 310 seconds", text, signed(text, now + 310), "webhook_timestamp"],
    ["that is no JSON", "hello", signed("hello", now), "invalid_json"],
    ["that is JSON and no event", "[1]", signed("[1]", now), "invalid_json"],
    ["that is nothing", "", signed("", now), "webhook_signature"],
  ];

  test.each(corpus)("fault 22: %s is refused, and nothing is kept", async (_, body, signature, code) => {
    const before = await rows();
    expect(await receive(body, signature)).toEqual({ ok: false, error: { code } });
    expect(await rows()).toBe(before);
  });

  test.each([
    ["an id that the database cannot hold", { id: "\0" }],
    ["a type of two lines", { type: "a\nb" }],
    ["a time past all time", { created: Number.MAX_SAFE_INTEGER }],
  ])("with %s is no event, however well it is signed", async (_, more) => {
    const odd = JSON.stringify(authorised(newOrderId(), more));
    expect(await receive(odd, signed(odd))).toEqual({ ok: false, error: { code: "invalid_json" } });
  });

  test("fault 25: about real money is refused where money is not real", async () => {
    const live = JSON.stringify(authorised(newOrderId(), { livemode: true }));
    expect(await receive(live, signed(live))).toEqual({ ok: false, error: { code: "webhook_livemode" } });
  });

  test("of more than 256 KB is refused before anything is computed", async () => {
    const huge = "x".repeat(256 * 1024 + 1);
    expect(await receive(huge, signed(huge))).toEqual({ ok: false, error: { code: "too_large" } });
  });
});
