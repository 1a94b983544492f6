import { afterEach, describe, expect, test, vi } from "vitest";
import { logProblem } from "../../../domain/kernel/log.ts";
import {
  asSystem,
  following,
  inSpan,
  traced,
  traceIdNow,
  traceNow,
  traceparentOf,
} from "../../../domain/kernel/trace.ts";

const TRACE = "0af7651916cd43dd8448eb211c80319c";
const SPAN = "b7ad6b7169203331";
const given = `00-${TRACE}-${SPAN}-01`;

afterEach(() => {
  vi.restoreAllMocks();
});

describe("a traceparent", () => {
  test("that is valid goes on: the same trace and flags, a span of our own", () => {
    const own = traceparentOf(given);
    expect(own).toMatch(new RegExp(`^00-${TRACE}-[0-9a-f]{16}-01$`));
    expect(own).not.toContain(SPAN);
    expect(traceparentOf(`00-${TRACE}-${SPAN}-00`)).toMatch(/-00$/);
  });

  test("of a later version is read as far as it is ours, and passed on as ours", () => {
    expect(traceparentOf(`42-${TRACE}-${SPAN}-01-more`)).toMatch(new RegExp(`^00-${TRACE}-[0-9a-f]{16}-01$`));
  });

  test("keeps the flags there are and drops those that nobody knows", () => {
    expect(traceparentOf(`00-${TRACE}-${SPAN}-ff`)).toMatch(/-03$/);
  });

  test.each([
    null,
    "",
    "00-zz",
    `00-${"0".repeat(32)}-${SPAN}-01`,
    `00-${TRACE}-${"0".repeat(16)}-01`,
    `00-${TRACE.toUpperCase()}-${SPAN}-01`,
    `ff-${TRACE}-${SPAN}-01`,
    `00-${TRACE}-${SPAN}-01-more`,
    `00-${TRACE}-${SPAN}`,
    `00-${TRACE}-${SPAN}-1`,
    ` ${given}`,
    `${given}, ${given}`,
  ])("that is not valid begins another trace, not sampled: %j", (header) => {
    const begun = traceparentOf(header);
    expect(begun).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
    expect(begun).not.toContain(TRACE);
    expect(traceparentOf(header)).not.toBe(begun);
  });
});

class Shelf {
  readonly #named: string;

  static {
    traced(Shelf);
  }

  constructor(named: string) {
    this.#named = named;
  }

  async take(caller: { traceparent?: string }, sku: string) {
    await Promise.resolve();
    return { named: this.#named, sku, caller, now: traceNow(), system: { ...asSystem("inventory") } };
  }
}

describe("what is being served", () => {
  test("is known after every wait, and nowhere else", async () => {
    expect(traceIdNow()).toBeUndefined();
    const one = inSpan(given, async () => {
      await new Promise((done) => setTimeout(done, 5));
      return traceIdNow();
    });
    expect(traceIdNow()).toBeUndefined();
    expect(await one).toBe(TRACE);
    expect(following(undefined, traceIdNow)).toBeUndefined();
  });

  test("a method is a span of its own in its caller's trace, and hands that on", async () => {
    const { named, sku, caller, now, system } = await new Shelf("mugs").take({ traceparent: given }, "MUG");
    expect([named, sku]).toEqual(["mugs", "MUG"]);
    expect(caller.traceparent).toMatch(new RegExp(`^00-${TRACE}-[0-9a-f]{16}-01$`));
    expect(caller.traceparent).not.toBe(given);
    expect([now.traceparent, system.traceparent]).toEqual([caller.traceparent, caller.traceparent]);
    expect((await new Shelf("mugs").take({}, "MUG")).now.traceparent).toBeUndefined();
  });

  test("is named by every line of the log, and by none where nothing is served", () => {
    const lines = vi.spyOn(console, "error").mockImplementation(() => {});
    inSpan(given, () => logProblem("timer failed", { timer: "x" }));
    logProblem("timer failed", { timer: "y" });
    expect(lines.mock.calls.map(([line]) => JSON.parse(String(line)))).toEqual([
      { level: "error", message: "timer failed", traceId: TRACE, timer: "x" },
      { level: "error", message: "timer failed", timer: "y" },
    ]);
  });
});
