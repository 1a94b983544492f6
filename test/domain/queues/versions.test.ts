import { describe, expect, test } from "vitest";
import * as z from "zod";
import { onlyVersion, reader, versions } from "../../../queues/kernel/versions.ts";

const named = z.object({ name: z.string() });
const lamp = {
  LampLit: versions(
    {
      1: named,
      2: z.object({ names: z.array(z.string()) }),
      3: z.object({ names: z.array(z.string()), lumen: z.int() }),
    },
    1,
    {
      1: ({ name }: z.output<typeof named>) => ({ names: [name] }),
      2: ({ names }: { names: string[] }) => ({ names, lumen: 800 }),
    },
  ),
  LampBroken: onlyVersion(named),
};
const read = reader(lamp);

describe("fault 66: an event of an older release", () => {
  test("is lifted version by version before anybody sees it", () => {
    const newest = { type: "LampLit", version: 3, data: { names: ["desk"], lumen: 800 } };
    expect(read({ type: "LampLit", version: 1, data: { name: "desk" } })).toEqual(newest);
    expect(read({ type: "LampLit", version: 2, data: { names: ["desk"] } })).toEqual(newest);
    expect(read(newest)).toEqual(newest);
  });
});

describe("fault 66: an event of a newer release", () => {
  test.each([
    { type: "LampSold", version: 1, data: { name: "desk" } },
    { type: "LampLit", version: 4, data: { names: [], lumen: 1 } },
    { type: "LampLit", version: 0, data: { name: "desk" } },
    { type: "LampLit", version: 1, data: { title: "desk" } },
    { type: "toString", version: 1, data: {} },
    { type: "__proto__", version: 1, data: {} },
  ])("$type $version stops whoever reads it, and is not skipped", (event) => {
    expect(() => read(event)).toThrow();
  });
});
