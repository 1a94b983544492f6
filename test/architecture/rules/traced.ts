import { codeOf } from "../support/source.ts";
import type { SourceFile } from "../support/tree.ts";

const ENTRYPOINT = /^export class (\w+)\s+extends WorkerEntrypoint<[^{]*\{\s*(static \{\s*traced\((\w+)\);\s*\})?/gm;

/** Entrypoints through which a trace would be lost: those whose static block does not say `traced(<the class>)`. */
export function untraced(files: readonly SourceFile[]): string[] {
  return files
    .filter(({ path }) => path.startsWith("workers/"))
    .flatMap(({ path, text }) =>
      [...codeOf(text).matchAll(ENTRYPOINT)].flatMap(([, name, , said]) => (said === name ? [] : [`${path}: ${name}`])),
    );
}
