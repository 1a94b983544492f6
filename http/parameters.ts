import { err, ok, type Result } from "../domain/kernel/result.ts";
import { isPlain } from "./json.ts";
import type { EdgeRefusal } from "./refusal.ts";

const PARAMETERS_MAX = 30;
const WORD = /^[A-Za-z]\w*$/;

export type Parameters = Record<string, string | Record<string, string>>;

/**
 * A query as plain data: each name once. `option.Size=M` becomes `{option: {Size: "M"}}`; a name of any other form
 * (`limit[]`, `__proto__`) is no parameter of ours.
 */
export function parametersOf(query: string): Result<Parameters, EdgeRefusal> {
  const parameters: Parameters = {};
  let count = 0;
  for (const [name, value] of new URLSearchParams(query)) {
    count += 1;
    if (count > PARAMETERS_MAX || !isPlain(name) || !isPlain(value)) return refused(name);
    const dot = name.indexOf(".");
    const group = dot === -1 ? name : name.slice(0, dot);
    if (!WORD.test(group) || (dot === -1 && Object.hasOwn(parameters, name))) return refused(name);
    if (dot === -1) parameters[name] = value;
    else if (!put(parameters, group, name.slice(dot + 1), value)) return refused(name);
  }
  return ok(parameters);
}

function put(parameters: Parameters, group: string, name: string, value: string): boolean {
  if (!Object.hasOwn(parameters, group)) parameters[group] = {};
  const values = parameters[group];
  if (typeof values !== "object" || Object.hasOwn(values, name) || name in Object.prototype) return false;
  values[name] = value;
  return true;
}

function refused(name: string): Result<never, EdgeRefusal> {
  const path = WORD.test(name) && name.length <= 64 ? name : "?";
  return err({ code: "invalid", errors: [{ path, code: "parameter" }] });
}
