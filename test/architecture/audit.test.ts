import { expect, test } from "vitest";
import { sharedWithTheAudited } from "./rules/audit.ts";
import { code } from "./support/tree.ts";

test("the audit of the crash test shares no code with what it audits: not a rule, not a type, not a table", () => {
  expect(code.some(({ path }) => path.startsWith("scripts/crash/audit/"))).toBe(true);
  expect(sharedWithTheAudited(code)).toEqual([]);
});

test.each([
  'import type { Order } from "../../../../domain/orders/state.ts";',
  'import { startChild } from "../../../start/child.ts";',
  'import * as z from "zod";',
])("what it may not know is found: %s", (text) => {
  expect(sharedWithTheAudited([{ path: "scripts/crash/audit/check/money.ts", text }])).toHaveLength(1);
});
