import type { PartitionStatus } from "../../contracts/events.ts";
import type { Counts } from "../../contracts/metrics.ts";
import type { OrderFigures } from "../../contracts/orders.ts";
import { type Family, seriesOf } from "../../http/exposition.ts";
import { REQUEST_FAMILIES } from "../../http/metrics.ts";

/** What is asked when the metrics are: nobody counts it along. */
const GAUGES: readonly Family[] = [
  { name: "kiosk_up", type: "gauge", help: "Did this part say how it stands? 0: what it would have said is missing." },
  { name: "kiosk_events_lag", type: "gauge", help: "Events never sent to the subscriber yet, counted up to 10000." },
  { name: "kiosk_events_unacked", type: "gauge", help: "Events sent and not acknowledged." },
  {
    name: "kiosk_events_oldest_unacked_age_seconds",
    type: "gauge",
    help: "Age of the oldest event that is not acknowledged; 0 when there is none.",
  },
  { name: "kiosk_events_resends_total", type: "counter", help: "Events sent once more." },
  { name: "kiosk_events_dead_letters", type: "gauge", help: "Streams that stand still behind a dead letter." },
  { name: "kiosk_events_parked", type: "gauge", help: "Events in streams that stand still." },
  {
    name: "kiosk_events_oldest_dead_letter_age_seconds",
    type: "gauge",
    help: "Time since the oldest dead letter became one; 0 when there is none.",
  },
  { name: "kiosk_orders", type: "gauge", help: "Orders by status, from their confirmation on." },
  { name: "kiosk_sagas_stuck", type: "gauge", help: "Orders that do not get on by themselves, by reason." },
];

/** What other Workers count. */
const COUNTED: readonly Family[] = [
  {
    name: "kiosk_events_applied_total",
    type: "counter",
    help: "Events acknowledged by a subscriber: applied, or found applied already.",
  },
  { name: "kiosk_events_failed_total", type: "counter", help: "Deliveries a subscriber could not apply." },
  { name: "kiosk_provider_calls_total", type: "counter", help: "Calls of the payment provider, by outcome." },
];

/** All that `/metrics` tells. */
export const FAMILIES: readonly Family[] = [...GAUGES, ...REQUEST_FAMILIES, ...COUNTED];

/** How the log stands, for each subscriber and partition. `now` in epoch ms. */
export function logGauges(partitions: readonly PartitionStatus[], now: number): Counts {
  const age = (since: number | null) => (since === null ? 0 : Math.max(0, now - since) / 1_000);
  return partitions.flatMap(({ partition, subscribers }) =>
    subscribers.flatMap((place): Counts => {
      const labels = { subscriber: place.subscriber, partition: String(partition) };
      return [
        [seriesOf("kiosk_events_lag", labels), place.lag],
        [seriesOf("kiosk_events_unacked", labels), place.unacked],
        [seriesOf("kiosk_events_oldest_unacked_age_seconds", labels), age(place.oldestUnackedAt)],
        [seriesOf("kiosk_events_resends_total", labels), place.resends],
        [seriesOf("kiosk_events_dead_letters", labels), place.deadLetters],
        [seriesOf("kiosk_events_parked", labels), place.parked],
        [seriesOf("kiosk_events_oldest_dead_letter_age_seconds", labels), age(place.oldestDeadLetterAt)],
      ];
    }),
  );
}

export function orderGauges({ byStatus, stuck }: OrderFigures): Counts {
  return [
    ...byStatus.map(({ status, orders }): Counts[number] => [seriesOf("kiosk_orders", { status }), orders]),
    ...stuck.map(({ reason, orders }): Counts[number] => [seriesOf("kiosk_sagas_stuck", { reason }), orders]),
  ];
}

/** `silent`: those of the parts that did not answer. */
export function upGauges(parts: readonly string[], silent: readonly string[]): Counts {
  return parts.map((part) => [seriesOf("kiosk_up", { part }), silent.includes(part) ? 0 : 1]);
}
