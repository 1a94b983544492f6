import { beforeEach, expect, test, vi } from "vitest";
import { traceIdNow } from "../../../domain/kernel/trace.ts";
import { consumeCalls } from "../../../queues/kernel/apply-once.ts";
import { deliver } from "../../support/consuming.ts";
import { begin, event, events } from "./tally.ts";

beforeEach(begin);

const TRACES = ["a", "b", "c"].map((letter) => letter.repeat(32));

test("each event of a batch is handled, and failed, in the trace of the request that it came of", async () => {
  const lines = vi.spyOn(console, "error").mockImplementation(() => {});
  const messages = TRACES.map((trace, index) => {
    const delivery = event(`shipment/traced-${index}`, 1);
    return { ...delivery, envelope: { ...delivery.envelope, traceparent: `00-${trace}-b7ad6b7169203331-00` } };
  });
  const served = new Map<string, string | undefined>();
  await deliver([...messages, event("shipment/traced-3", 1)], (batch) =>
    consumeCalls(batch, { subscriber: "orders-shipments", events }, async ({ stream }) => {
      await scheduler.wait(5);
      served.set(stream, traceIdNow());
      if (stream.endsWith("1")) throw new Error("no");
    }),
  );
  expect([...served].sort()).toEqual([
    ...TRACES.map((trace, index) => [`shipment/traced-${index}`, trace]),
    ["shipment/traced-3", undefined],
  ]);
  const failed = lines.mock.calls.map(([line]) => JSON.parse(String(line)) as Record<string, string>);
  expect(failed.filter(({ message }) => message === "event not handled")).toMatchObject([{ traceId: TRACES[1] }]);
});
