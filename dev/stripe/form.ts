import { invalid } from "./failure.ts";

export type Param = string | Param[] | Params;
export type Params = { [name: string]: Param };

const PAIRS_MAX = 500;
const DEPTH_MAX = 6;

type Node = { [name: string]: Node | string };

/** Form encoding with nested brackets: `a[b]=1&c[]=2&d[0][e]=3`. Names cannot reach a prototype: nodes have none. */
export function parseForm(text: string): Params {
  const root: Node = Object.create(null);
  const pairs = text === "" ? [] : text.split("&");
  if (pairs.length > PAIRS_MAX) throw invalid(`Too many parameters: at most ${PAIRS_MAX}`);
  for (const pair of pairs) {
    const cut = pair.indexOf("=");
    const name = decode(cut < 0 ? pair : pair.slice(0, cut));
    place(root, pathOf(name), decode(cut < 0 ? "" : pair.slice(cut + 1)));
  }
  return settle(root) as Params;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    throw invalid("Invalid form encoding: a percent sign is not followed by two hexadecimal digits of UTF-8");
  }
}

function pathOf(name: string): string[] {
  const match = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(name);
  if (match === null) throw invalid(`Invalid parameter name: ${name}`, { param: name });
  const path = [match[1] ?? "", ...[...(match[2] ?? "").matchAll(/\[([^[\]]*)\]/g)].map((found) => found[1] ?? "")];
  if (path.length > DEPTH_MAX) throw invalid(`Parameters are nested too deeply: ${name}`, { param: name });
  return path;
}

function place(root: Node, path: string[], value: string): void {
  let node = root;
  for (const [depth, step] of path.entries()) {
    const key = step === "" ? String(Object.keys(node).length) : step;
    if (depth === path.length - 1) {
      node[key] = value;
      return;
    }
    const next = node[key] ?? Object.create(null);
    if (typeof next === "string")
      throw invalid(`Invalid ${path[0]}: both a value and a hash`, { param: path[0] ?? "" });
    node[key] = next;
    node = next;
  }
}

/** A hash whose names count from 0 is a list. */
function settle(node: Node | string): Param {
  if (typeof node === "string") return node;
  const names = Object.keys(node);
  if (names.length > 0 && names.every((name, index) => name === String(index))) {
    return names.map((name) => settle(node[name] ?? ""));
  }
  const settled: Params = Object.create(null);
  for (const name of names) settled[name] = settle(node[name] ?? "");
  return settled;
}
