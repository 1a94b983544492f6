import { describe, expect, test } from "vitest";
import { SUBSCRIBERS } from "../../queues/subscriptions.ts";
import {
  borrowedObjects,
  circularBindings,
  missingTargets,
  sideDoors,
  strayDates,
  wrongBindings,
  wrongDatabases,
} from "./rules/bindings.ts";
import { wrongQueues } from "./rules/queues.ts";
import { exportsOf } from "./support/exports.ts";
import { deployedTomls, readToml } from "./support/toml.ts";
import { tree } from "./support/tree.ts";

const tomls = deployedTomls(tree);
const exportsAt = (main: string) => exportsOf(tree.find(({ path }) => path === main) ?? { path: main, text: "" });
const DATE = "2026-09-15";

/** A Worker's file with something wrong in it. */
const planted = (name: string, more: string) =>
  readToml({
    path: `workers/${name}/wrangler.toml`,
    text: `name = "kiosk-${name}"\nmain = "index.ts"\ncompatibility_date = "${DATE}"\nworkers_dev = false\npreview_urls = false\n${more}`,
  });
const binding = (service: string, entrypoint: string) =>
  `services = [{ binding = "X", service = "kiosk-${service}", entrypoint = "${entrypoint}" }]`;

describe("bindings", () => {
  test("go only where the house allows, and write access stays with the front door", () => {
    expect(wrongBindings(tomls)).toEqual([]);
    expect(wrongBindings([planted("catalog", binding("orders", "OrdersService"))])).toHaveLength(1);
    expect(wrongBindings([planted("orders", binding("catalog", "CatalogAdmin"))])).toHaveLength(1);
  });

  test("never lead back", () => {
    expect(circularBindings(tomls)).toEqual([]);
    const circle = [
      planted("cart", binding("pricing", "PricingService")),
      planted("pricing", binding("events", "EventsService")),
      planted("events", binding("cart", "CartService")),
    ];
    expect(circularBindings(circle)).toHaveLength(3);
  });

  test("name a Worker, an entrypoint and an object class that are there", () => {
    expect(missingTargets(tomls, exportsAt)).toEqual([]);
    const events = planted("events", "");
    const cart = planted("cart", binding("events", "EventsService"));
    expect(missingTargets([cart], () => [])).toHaveLength(1);
    expect(missingTargets([cart, events], () => [])).toHaveLength(1);
    expect(missingTargets([cart, events], () => ["EventsService"])).toEqual([]);
    const object = planted("cart", 'durable_objects.bindings = [{ name = "A", class_name = "AObject" }]');
    expect(missingTargets([object], () => [])).toHaveLength(2);
  });
});

describe("an object's class", () => {
  test("is bound only by the Worker that owns it", () => {
    expect(borrowedObjects(tomls)).toEqual([]);
    const own = 'durable_objects.bindings = [{ name = "A", class_name = "AObject" }]';
    expect(borrowedObjects([planted("cart", own), planted("orders", own)])).toHaveLength(1);
    const borrowed = 'durable_objects.bindings = [{ name = "A", class_name = "AObject", script_name = "kiosk-cart" }]';
    expect(borrowedObjects([planted("orders", borrowed)])).toHaveLength(1);
  });
});

describe("a queue", () => {
  test("belongs to one subscriber: the log sends, its domain reads, and nobody else", () => {
    expect(wrongQueues(tomls, SUBSCRIBERS)).toEqual([]);
  });

  test("without its reader, with a second sender, or of no subscriber is found", () => {
    const reader = planted("orders", '[[queues.consumers]]\nqueue = "kiosk-orders-lists"');
    const sender = '[[queues.producers]]\nbinding = "ORDERS_LISTS"\nqueue = "kiosk-orders-lists"';
    const log = planted("events", sender);
    expect(wrongQueues([reader, log], ["orders-lists"])).toEqual([]);
    expect(wrongQueues([log], ["orders-lists"])).toHaveLength(1);
    expect(wrongQueues([reader, log, planted("cart", sender)], ["orders-lists"])).toHaveLength(2);
    expect(wrongQueues([reader, log], [])).toHaveLength(2);
  });
});

describe("the front door", () => {
  test("is the only way in", () => {
    expect(sideDoors(tomls)).toEqual([]);
    expect(sideDoors([planted("cart", 'routes = ["shop.example/*"]')])).toHaveLength(1);
    const public_ = readToml({ path: "workers/cart/wrangler.toml", text: 'name = "kiosk-cart"\nmain = "index.ts"' });
    expect(sideDoors([public_])).toHaveLength(2);
  });
});

test(`every Worker is of ${DATE}, those under test too`, () => {
  const all = tree.filter(({ path }) => path.endsWith("wrangler.toml")).map(readToml);
  expect(strayDates(all, DATE)).toEqual([]);
  expect(strayDates([planted("cart", "")], "2026-01-01")).toHaveLength(1);
});

test("every database is its Worker's own, with tables from its own folder", () => {
  const hasMigrations = (folder: string) => tree.some(({ path }) => path.startsWith(`${folder}/`));
  expect(wrongDatabases(tomls, hasMigrations)).toEqual([]);
  const shared = '[[d1_databases]]\nbinding = "DB"\ndatabase_name = "kiosk-cart"';
  expect(wrongDatabases([planted("cart", shared)], () => true)).toHaveLength(1);
});
