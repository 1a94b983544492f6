import { beforeEach, expect, test, vi } from "vitest";
import type { Flush } from "../../../contracts/metrics.ts";
import { Counters } from "../../../workers/kernel/metrics.ts";

beforeEach(() => {
  vi.spyOn(console, "error").mockImplementation(() => {});
});

/** A store that can be out of reach, before or after it has taken a flush. */
function store() {
  const taken = new Map<string, Flush>();
  const behaviour: { next: "answers" | "is away" | "loses its answer" } = { next: "answers" };
  const add = async (flush: Flush) => {
    if (behaviour.next === "is away") throw new Error("Network connection lost.");
    taken.set(`${flush.isolate}/${flush.number}`, structuredClone(flush));
    if (behaviour.next === "loses its answer") throw new Error("Network connection lost.");
  };
  const sum = (series: string) =>
    [...taken.values()]
      .flatMap(({ counts }) => counts)
      .reduce((all, [name, by]) => all + (name === series ? by : 0), 0);
  return { add, sum, behaviour, taken };
}

test("whoever counts first leaves one flush behind, which takes along what others count meanwhile", async () => {
  const { add, sum, taken } = store();
  const counters = new Counters(20);
  const left: Promise<void>[] = [];
  for (let request = 0; request < 5; request++) {
    counters.count("requests");
    counters.flushLater((work) => left.push(work), add);
  }
  expect(left).toHaveLength(1);
  await Promise.all(left);
  expect([sum("requests"), taken.size]).toEqual([5, 1]);

  counters.count("requests");
  counters.flushLater((work) => left.push(work), add);
  await Promise.all(left);
  expect([sum("requests"), taken.size]).toEqual([6, 2]);
});

test.each(["is away", "loses its answer"] as const)(
  "a store that %s loses nothing and counts nothing twice",
  async (how) => {
    const { add, sum, behaviour } = store();
    const counters = new Counters();
    behaviour.next = how;
    counters.count("requests", 3);
    await counters.flush(add);
    counters.count("requests", 4);
    await counters.flush(add);
    behaviour.next = "answers";
    await counters.flush(add);
    expect(sum("requests")).toBe(7);
    await counters.flush(add);
    expect(sum("requests")).toBe(7);
  },
);

test("a flush whose request the platform has ended does not keep later ones back", async () => {
  const counters = new Counters(20);
  const left: Promise<void>[] = [];
  const { add } = store();
  vi.useFakeTimers({ toFake: ["Date"], now: 1_000_000 });
  counters.count("requests");
  counters.flushLater(
    () => {},
    () => new Promise<void>(() => {}),
  );
  vi.setSystemTime(1_000_000 + 29_000);
  counters.flushLater((work) => left.push(work), add);
  expect(left).toHaveLength(0);
  vi.setSystemTime(1_000_000 + 31_000);
  counters.flushLater((work) => left.push(work), add);
  expect(left).toHaveLength(1);
  vi.useRealTimers();
  await Promise.all(left);
});

test("nothing counted is nothing sent", async () => {
  const { add, taken } = store();
  await new Counters().flush(add);
  expect(taken.size).toBe(0);
});
