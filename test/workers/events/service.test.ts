import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import type { Caller } from "../../../contracts/caller.ts";
import type { EventsApi } from "../../../contracts/events.ts";
import { PARTITIONS, partitionOf } from "../../../queues/partition.ts";
import { envelope } from "../../support/events.ts";
import { PartitionObject, queues } from "./worker.ts";

const { EVENTS } = env as unknown as { EVENTS: EventsApi };
type Partition = InstanceType<typeof PartitionObject>;
const orders: Caller = { kind: "system", name: "orders" };

test("a Worker appends, reads page by page and acknowledges", async () => {
  await EVENTS.ready(orders);
  const partition = partitionOf("shipment/paged");
  for (let from = 0; from < 6; from++) {
    const events = Array.from({ length: 100 }, (_, index) => envelope("shipment/paged", from * 100 + index + 1));
    expect(await EVENTS.append(orders, events)).toEqual({ gaps: [] });
  }
  const first = await EVENTS.read(orders, partition, 0, ["shipment"]);
  expect([first.events.length, first.end]).toEqual([500, false]);
  const second = await EVENTS.read(orders, partition, first.events.at(-1)?.offset ?? 0, ["shipment"]);
  expect([second.events.length, second.end]).toEqual([100, true]);
  expect(await EVENTS.read(orders, partition, 0, ["stock"])).toEqual({ events: [], end: true });
  await vi.waitFor(() => expect(queues.batches.length).toBeGreaterThan(0));
  await EVENTS.ack(orders, "orders-lists", partition, [1, 2, 3]);
});

test("a partition that does not answer holds up no other: what lies in it is answered as not taken", async () => {
  const [broken, well] = ["order/broken", "order/well-elsewhere"];
  const lost = partitionOf(broken);
  expect(partitionOf(well)).not.toBe(lost);
  const { append } = PartitionObject.prototype;
  const fails = vi.spyOn(PartitionObject.prototype, "append").mockImplementation(function (this: Partition, ...given) {
    if (given[0] === lost) throw new Error("Durable Object is overloaded.");
    return append.apply(this, given);
  });
  const said = vi.spyOn(console, "error").mockReturnValue();
  expect(await EVENTS.append(orders, [envelope(broken, 1), envelope(well, 1)])).toEqual({ gaps: [broken] });
  expect(await EVENTS.append(orders, [envelope(broken, 1)])).toEqual({ gaps: [broken] });
  expect(said.mock.calls.map(([line]) => JSON.parse(String(line)))).toContainEqual(
    expect.objectContaining({ message: "partition not reached", partition: lost }),
  );
  said.mockRestore();
  fails.mockRestore();
  expect(await EVENTS.heads(orders, [broken, well])).toEqual([0, 1]);
  expect(await EVENTS.append(orders, [envelope(broken, 1), envelope(well, 1)])).toEqual({ gaps: [] });
});

/** What a call was thrown at with. A stub's promise is not awaited by `rejects` alone. */
const outcome = (call: Promise<unknown>) => call.then(() => "answered", String);

test("nobody but a Worker may ask, and no other partition than there is", async () => {
  const strangers: Caller[] = [
    { kind: "guest", tokens: {} },
    { kind: "staff", userId: "usr_x" as never, permissions: ["events:write"], tokens: {} },
  ];
  for (const stranger of strangers) {
    expect(await outcome(EVENTS.append(stranger, [envelope("order/s", 1)]))).toContain("by Workers only");
    expect(await outcome(EVENTS.read(stranger, 0, 0, ["shipment"]))).toContain("by Workers only");
    expect(await outcome(EVENTS.ack(stranger, "orders-lists", 0, [1]))).toContain("by Workers only");
    expect(await outcome(EVENTS.ready(stranger))).toContain("by Workers only");
  }
  expect(await outcome(EVENTS.read(orders, PARTITIONS, 0, ["shipment"]))).toContain("a partition of the log");
  const tooMany = Array.from({ length: 101 }, (_, index) => envelope("order/t", index + 1));
  expect(await outcome(EVENTS.append(orders, tooMany))).toContain("at most 100");
});
