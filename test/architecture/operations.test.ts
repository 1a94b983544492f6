import { expect, test } from "vitest";
import { WEBHOOK_EVENTS } from "../../domain/payments/webhook-events.ts";
import { deployedTooEarly, strangeSettings, unexplainedMessages, unexplainedSettings } from "./rules/operations.ts";
import { deployedTomls, readToml } from "./support/toml.ts";
import { code, tree } from "./support/tree.ts";

const page = tree.find(({ path }) => path === "docs/operations.md")?.text ?? "";
const tomls = deployedTomls(tree);

test("every var and secret stands in docs/operations.md beside its Workers, and none that is not", () => {
  expect(unexplainedSettings(tomls, page)).toEqual([]);
  expect(strangeSettings(tomls, page)).toEqual([]);
});

test("a setting that is on no page is found, and one that nobody has", () => {
  const text = 'name = "kiosk-cart"\nmain = "index.ts"\nvars = { HOMES = "0" }\nsecrets.required = ["ID_KEYS"]';
  const cart = readToml({ path: "workers/cart/wrangler.toml", text });
  const rows = "| `HOMES` | orders | x |\n| `ID_KEYS` | orders, cart | y | z |\n| `GONE` | cart | x |";
  expect(unexplainedSettings([cart], rows)).toEqual(["HOMES of cart"]);
  expect(strangeSettings([cart], rows)).toEqual(["GONE"]);
});

test("Workers are deployed after those they are bound to", () => {
  expect(deployedTooEarly(tomls, page)).toEqual([]);
  expect(deployedTooEarly(tomls, "Order:\n`gateway`, `orders` (the root file)")).toContain("kiosk-gateway");
});

test("queues to make and events to subscribe to are named", () => {
  const names = [...tomls.flatMap(({ consumers }) => consumers), ...WEBHOOK_EVENTS];
  expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});

test("what the log may say is explained", () => {
  expect(unexplainedMessages(code, page)).toEqual([]);
  const planted = { path: "workers/cart/x.ts", text: 'logProblem("the moon is full", {});' };
  expect(unexplainedMessages([planted], page)).toEqual(["the moon is full"]);
});
