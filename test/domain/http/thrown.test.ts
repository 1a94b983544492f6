import { describe, expect, test, vi } from "vitest";
import { refusalOf } from "../../../http/thrown.ts";
import { TimedOut } from "../../../queues/kernel/within.ts";

vi.spyOn(console, "error").mockImplementation(() => {});
const codeFor = (cause: unknown) => refusalOf(cause, { requestId: "r", label: "GET /" }).code;

describe("what passes is told to come again", () => {
  test.each([
    new Error("Network connection lost."),
    new Error("D1_ERROR: D1 DB is overloaded. Too many requests queued."),
    new Error("D1_ERROR: D1 DB storage operation exceeded timeout which caused object to be reset."),
    new Error("D1_ERROR: D1 DB exceeded its CPU time limit and was reset."),
    new Error("D1 DB reset because its code was updated."),
    new TimedOut("a read took longer than 10 ms"),
    Object.assign(new Error("Durable Object is overloaded."), { overloaded: true }),
  ])("%s", (cause) => expect(codeFor(cause)).toBe("unavailable"));
});

describe("what is ours to mend is not", () => {
  test.each([
    new Error("D1_ERROR: no such table: users: SQLITE_ERROR"),
    new Error("D1_ERROR: UNIQUE constraint failed: users.email_key: SQLITE_CONSTRAINT"),
    new TypeError("x is not a function"),
    "thrown as text",
  ])("%s", (cause) => expect(codeFor(cause)).toBe("internal"));
});
