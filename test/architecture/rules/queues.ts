import type { WorkerToml } from "../support/toml.ts";

const bindingOf = (subscriber: string) => subscriber.toUpperCase().replaceAll("-", "_");

/** Every subscriber has one queue: sent to by the event log, read by the domain it is named after, by nobody else. */
export function wrongQueues(tomls: readonly WorkerToml[], subscribers: readonly string[]): string[] {
  const wanted = new Map(subscribers.map((subscriber) => [`kiosk-${subscriber}`, subscriber]));
  const producers = tomls.flatMap(({ name, producers }) =>
    producers.map((producer) => ({ worker: name, ...producer })),
  );
  const consumers = tomls.flatMap(({ name, consumers }) => consumers.map((queue) => ({ worker: name, queue })));
  return [
    ...producers.flatMap(({ worker, queue, binding }) => {
      const subscriber = wanted.get(queue);
      if (subscriber === undefined) return [`${worker} sends to ${queue}, which no subscriber has`];
      if (worker !== "kiosk-events") return [`${worker} sends to ${queue}: only the event log does`];
      return binding === bindingOf(subscriber) ? [] : [`${queue} must be bound as ${bindingOf(subscriber)}`];
    }),
    ...consumers.flatMap(({ worker, queue }) => {
      const subscriber = wanted.get(queue);
      if (subscriber === undefined) return [`${worker} reads ${queue}, which no subscriber has`];
      return queue.startsWith(`${worker}-`) ? [] : [`${worker} reads ${queue}, which is another domain's`];
    }),
    ...[...wanted.keys()].flatMap((queue) => [
      ...count(producers, queue, "sender"),
      ...count(consumers, queue, "reader"),
    ]),
  ];
}

function count(ends: readonly { queue: string }[], queue: string, what: string): string[] {
  const found = ends.filter((end) => end.queue === queue).length;
  return found === 1 ? [] : [`${queue} has ${found} ${what}s, not one`];
}
