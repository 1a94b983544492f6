import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DEPTH_MAX, parseJson } from "../../../http/json.ts";

const parse = (text: string) => parseJson(new TextEncoder().encode(text));
const nested = (levels: number) => `${"[".repeat(levels)}${"]".repeat(levels)}`;

describe("JSON from outside", () => {
  test("comes through as it is: any value, any script", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5, noUnicodeString: false }), (value) => {
        const parsed = parse(JSON.stringify(value));
        if (parsed.ok) expect(parsed.value).toEqual(JSON.parse(JSON.stringify(value)));
        else expect(parsed.error).toMatchObject({ code: "invalid" });
      }),
    );
  });

  test("of any bytes has an answer", () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => typeof parseJson(bytes).ok === "boolean"));
  });

  test("is nested up to a limit", () => {
    expect(parse(nested(DEPTH_MAX)).ok).toBe(true);
    expect(parse(nested(DEPTH_MAX + 1))).toMatchObject({ error: { code: "too_deep" } });
    expect(parse(nested(500_000))).toMatchObject({ error: { code: "too_deep" } });
  });

  test.each([
    ['{"a":{"__proto__":1}}', "unknown_field", "a.__proto__"],
    ['[{"constructor":1}]', "unknown_field", "0.constructor"],
    ['{"prototype":1}', "unknown_field", "prototype"],
    ['{"a":"\\u0000"}', "control_char", "a"],
    ['{"\\u0001":1}', "control_char", "?"],
    ['{"a":[1,"\\udc00"]}', "control_char", "a.1"],
    ['"\\u007f"', "control_char", ""],
  ])("%s is refused, with its place", (text, code, path) => {
    expect(parse(text)).toMatchObject({ error: { code: "invalid", errors: [{ path, code }] } });
  });

  test("may have lines and tabs: which fields do is for their schema", () => {
    expect(parse('{"a":"b\\n\\tc"}').ok).toBe(true);
  });

  test("has no mark in front of it, and is UTF-8", () => {
    expect(parse("\ufeff{}")).toMatchObject({ error: { code: "invalid_json" } });
    expect(parseJson(new Uint8Array([0x22, 0xc3, 0x28, 0x22]))).toMatchObject({ error: { code: "invalid_utf8" } });
  });
});
