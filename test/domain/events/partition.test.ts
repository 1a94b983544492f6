import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PARTITIONS, partitionOf } from "../../../queues/partition.ts";

describe("the partition of a stream", () => {
  test("never changes: these were written down when the first shop began", () => {
    const written = {
      "order/ord_4hj2k9": 8,
      "order/ord_00000000000000000000000000000000": 6,
      "stock/MUG-BLUE": 4,
      "stock/MUG-RED": 12,
      "stock/é-Ω": 0,
      "shipment/shp_1": 8,
      "product/prd_1": 2,
      "product/prd_2": 11,
      "user/usr_1": 11,
      "rules/current": 1,
      "": 9,
    };
    expect(PARTITIONS).toBe(16);
    expect(Object.fromEntries(Object.keys(written).map((stream) => [stream, partitionOf(stream)]))).toEqual(written);
  });

  test("is one there is, whatever the stream is called, and the same every time", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (stream) => {
        const partition = partitionOf(stream);
        expect(Number.isInteger(partition) && partition >= 0 && partition < PARTITIONS).toBe(true);
        expect(partitionOf(stream)).toBe(partition);
      }),
    );
  });

  test.each([
    ["numbered SKUs", (index: number) => `stock/SKU-${index}`],
    ["SKUs that end alike", (index: number) => `stock/${index}-BLUE-XL`],
    ["ids", (index: number) => `order/ord_${(index * 2_654_435_761).toString(32).padStart(32, "0")}`],
  ])("spreads %s evenly: no partition has a tenth more than its share", (_, name) => {
    const counts = Array.from({ length: PARTITIONS }, () => 0);
    const share = 1_000;
    for (let index = 0; index < share * PARTITIONS; index++) {
      const partition = partitionOf(name(index));
      counts[partition] = (counts[partition] ?? 0) + 1;
    }
    expect(Math.max(...counts)).toBeLessThan(share * 1.1);
    expect(Math.min(...counts)).toBeGreaterThan(share * 0.9);
  });
});
