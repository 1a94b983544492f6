import { describe, expect, test } from "vitest";
import type { CartEvent } from "../../../domain/cart/state.ts";
import type { StockEvent } from "../../../domain/inventory/types.ts";
import type { OrderEvent } from "../../../domain/orders/events.ts";
import manifest from "../../../package.json" with { type: "json" };
import { KINDS } from "../../../queues/events/kinds.ts";
import { readOrderEvent } from "../../../queues/events/order.ts";
import { reader } from "../../../queues/kernel/versions.ts";
import { SUBSCRIBERS } from "../../../queues/subscriptions.ts";
import { foldedOf, type Stored } from "../../golden/folded.ts";
import { AHEAD, isNoted, publishedBy, RELEASES, storedBy, understoodBy } from "../../golden/logs.ts";
import { eachType, forgotten, writtenTooEarly } from "../../golden/rules.ts";
import { type Understood, understoodNow } from "../../golden/understood.ts";

const now = understoodNow();
const published = [...RELEASES, AHEAD].map((release) => ({ release, kinds: publishedBy(release) }));
const names = (release: string) =>
  Object.entries(publishedBy(release)).flatMap(([kind, all]) =>
    all.map(({ type, version }) => `${kind} ${type} ${version}`),
  );

describe("fault 66: what an earlier release published", () => {
  test.each(published)("is read today, $release", ({ kinds }) => {
    for (const [kind, envelopes] of Object.entries(kinds)) {
      const read = reader(KINDS[kind as keyof typeof KINDS]);
      for (const envelope of envelopes) {
        const newest = Math.max(...(now[kind]?.[envelope.type]?.read ?? []));
        expect(read(envelope)).toMatchObject({ type: envelope.type, version: newest });
      }
    }
  });

  test("of a parcel sent without a number has none when it is read", () => {
    const [sent] = publishedBy("0.1.0").order?.filter(({ type }) => type === "OrderFulfilled") ?? [];
    expect(sent).toMatchObject({ version: 1 });
    expect(sent && readOrderEvent(sent)).toMatchObject({ version: 2, data: { carrier: null, trackingNumber: null } });
  });

  test("holds every version that is read: none is read untried", () => {
    const tried = new Set([...RELEASES, AHEAD].flatMap(names));
    const untried = eachType(now).flatMap(({ kind, type, read }) =>
      read.map((version) => `${kind} ${type} ${version}`).filter((name) => !tried.has(name)),
    );
    expect(untried, "record them: node test/golden/record.ts").toEqual([]);
  });

  test.each(RELEASES)("has been through every subscriber, %s", (release) => {
    expect(SUBSCRIBERS.filter((subscriber) => !isNoted(release, subscriber))).toEqual([]);
  });

  test.each(RELEASES)("is what %s said that it writes", (release) => {
    const written = eachType(understoodBy(release)).map(({ kind, type, written }) => `${kind} ${type} ${written}`);
    expect(names(release).filter((name) => !written.includes(name))).toEqual([]);
  });
});

describe("fault 66: reading comes one release before writing", () => {
  test("the release in the making says what it reads and writes", () => {
    expect(RELEASES.at(-1), "record it: node test/golden/record.ts").toBe(manifest.version);
    expect(understoodBy(manifest.version)).toEqual(now);
  });

  test.each(RELEASES.slice(1).map((release, index) => [release, RELEASES[index] ?? ""]))(
    "%s writes nothing that %s could not read, and reads all that it read",
    (release, before) => {
      expect(writtenTooEarly(understoodBy(before), understoodBy(release))).toEqual([]);
      expect(forgotten(understoodBy(before), understoodBy(release))).toEqual([]);
    },
  );

  test("a version or type written at once, or no longer read, is found; a kind that nobody listened to is no matter", () => {
    const before: Understood = { order: { OrderPaid: { read: [1], written: 1 } } };
    const early: Understood = {
      order: { OrderPaid: { read: [1, 2], written: 2 }, OrderLost: { read: [1], written: 1 } },
    };
    expect(writtenTooEarly(before, early)).toHaveLength(2);
    expect(writtenTooEarly(before, { order: { OrderPaid: { read: [1, 2], written: 1 } } })).toEqual([]);
    expect(writtenTooEarly(before, { ...before, review: { ReviewMade: { read: [1], written: 1 } } })).toEqual([]);
    expect(forgotten(before, { order: { OrderPaid: { read: [2], written: 2 } } })).toHaveLength(1);
  });
});

/** Every event an aggregate may have stored: one that is new does not compile until it stands here, and fails until it is recorded. */
const TYPES: { order: Types<OrderEvent>; cart: Types<CartEvent>; stock: Types<StockEvent> } = {
  order: {
    ...{ OrderPlaced: 1, AuthorisationAsked: 1, PaymentWaiting: 1, PaymentAuthorised: 1, PaymentDeclined: 1 },
    ...{ PaymentMismatched: 1, PaymentClosed: 1, PaymentLapsed: 1, PaymentCaptured: 1, CaptureRefused: 1 },
    ...{ PaymentNotNeeded: 1, HoldsRenewed: 1, HoldsRefused: 1, HoldsCommitted: 1, HoldsReleased: 1 },
    ...{ StockReturned: 1, CartClosed: 1, CartGivenBack: 1, OrderConfirmed: 1, CancelRequested: 1, OrderCancelled: 1 },
    ...{ RefundAsked: 1, RefundSettled: 1, ShipmentArranged: 1, ShipmentRefused: 1, OrderFulfilled: 1 },
    ...{ OrderDelivered: 1, StepUnsettled: 1 },
  },
  cart: {
    ...{ CartOpened: 1, LineSet: 1, LineRemoved: 1, AddressSet: 1, ShippingChosen: 1, EmailSet: 1, Repriced: 1 },
    ...{ QuoteNoted: 1, CartMerged: 1, CartClaimed: 1, HandedOver: 1, TakenBack: 1, GivenBack: 1, CartOrdered: 1 },
  },
  stock: {
    ...{ HoldTaken: 1, HoldRenewed: 1, HoldsExpired: 1, HoldReleased: 1, HoldCommitted: 1, StockRestocked: 1 },
    ...{ StockAdjusted: 1 },
  },
};
type Types<Event extends { type: string }> = Record<Event["type"], 1>;

describe("fault 66: what an earlier release stored of an aggregate", () => {
  const stored = RELEASES.flatMap((release) =>
    storedBy(release).map(([domain, histories]) => ({ release, domain, histories })),
  );

  test.each(stored)("amounts to what it amounted to then: $domain, $release", ({ domain, histories }) => {
    for (const { events, state } of histories) expect(foldedOf(domain, events)).toEqual(state);
  });

  test.each(Object.keys(TYPES) as Stored[])("holds every event there is: %s", (domain) => {
    const seen = stored
      .filter((each) => each.domain === domain)
      .flatMap(({ histories }) => histories.flatMap(({ events }) => events));
    const types = new Set(seen.map(({ type }) => type));
    expect(Object.keys(TYPES[domain]).filter((type) => !types.has(type))).toEqual([]);
  });

  test.each(stored)("of a newer release stops its aggregate: $domain, $release", ({ domain, histories }) => {
    const [first] = histories;
    expect(() => foldedOf(domain, [...(first?.events ?? []), { type: "NeverHeardOf", at: 1 }])).toThrow("unreachable");
  });
});
