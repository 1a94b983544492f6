import { posix } from "node:path";
import { codeOf, uncommented } from "./source.ts";
import type { SourceFile } from "./tree.ts";

/** `to` is a path from the root for a file of ours, else the package or runtime module as written. `erased`: types only. */
export type Import = { from: string; to: string; ours: boolean; erased: boolean };

const FORMS = [
  /^\s*(?:import|export)\b[^;"'`]*?\bfrom\s*["']([^"']+)["']/gm,
  /^\s*import\s*["']([^"']+)["']/gm,
  /\bimport\(\s*["']([^"']+)["']\s*\)/g,
];

export function importsOf({ path, text }: SourceFile): Import[] {
  const [source, code] = [uncommented(text), codeOf(text)];
  const found = FORMS.flatMap((form) => [...source.matchAll(form)]);
  // What stands in a string only looks like an import.
  const real = found.filter(({ 0: whole, index }) => /import|export/.test(code.slice(index, index + whole.length)));
  return real.map(([whole, written = ""]) => {
    const erased = /^\s*(?:import|export)\s+type\b/.test(whole);
    const ours = written.startsWith(".");
    const plain = written.replace(/\?\w+$/, "");
    return { from: path, to: ours ? posix.join(posix.dirname(path), plain) : written, ours, erased };
  });
}
