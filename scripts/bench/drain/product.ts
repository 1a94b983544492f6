import type { Envelope } from "../../../queues/envelope.ts";
import type { WrittenProductEvent } from "../../../queues/events/product.ts";

const WORDS = ["harbour", "linen", "kettle", "amber", "folding", "cedar", "lamp", "quiet", "morning", "stone"] as const;
/** So many events each product has: the first lists it, the others change it. */
export const VERSIONS = 2;

/** The n-th event of a catalogue under load: about a kilobyte, every product listed and then changed. */
export function productEvent(n: number): Envelope {
  const number = Math.floor(n / VERSIONS) + 1;
  const version = (n % VERSIONS) + 1;
  const productId = `prod_bench${number}`;
  const word = (offset: number) => WORDS[(number * 7 + offset * 3) % WORDS.length] ?? "thing";
  const event: WrittenProductEvent = {
    type: "ProductListed",
    version: 1,
    data: {
      productId,
      number,
      version,
      contentHash: "0".repeat(64),
      handle: `bench-${number}`,
      title: `${word(0)} ${word(1)} ${number}`,
      description: Array.from({ length: 40 }, (_, index) => word(index)).join(" "),
      category: ["Bench", word(2)],
      categorySlug: `bench--${word(2)}`,
      tags: [word(3), word(4)],
      options: ["Colour"],
      variants: ["Blue", "Sand", "Moss"].map((colour, index) => ({
        id: `var_bench${number}-${index}`,
        sku: `BENCH-${number}-${index}`,
        options: [colour],
        prices: { USD: 1_000 + ((number + version) % 5_000), EUR: 900 + ((number + version) % 5_000) },
        taxClass: "standard",
        weightGrams: 250,
        trackStock: true,
        backorder: false,
      })),
      media: [{ url: `/media/bench/${number}.svg`, alt: word(0) }],
    },
  };
  const stream = `product/${productId}`;
  const id = `${stream}/${version}`;
  return { id, stream, seq: version, ...event, at: Date.now(), causationId: id, correlationId: "bench" };
}
