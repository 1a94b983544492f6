import { codeOf } from "./source.ts";
import type { SourceFile } from "./tree.ts";

/** Names that a module exports. `export *` is not followed: a Worker's entrypoints are listed by name. */
export function exportsOf({ text }: SourceFile): string[] {
  const source = codeOf(text);
  const declared = [...source.matchAll(/^export\s+(?:abstract\s+)?(?:class|const|function|let)\s+(\w+)/gm)];
  const listed = [...source.matchAll(/^export\s*\{([^}]*)\}/gm)].flatMap(([, names = ""]) => names.split(","));
  return [
    ...declared.map(([, name = ""]) => name),
    ...listed
      .map(
        (name) =>
          name
            .trim()
            .split(/\s+as\s+/)
            .at(-1) ?? "",
      )
      .filter((name) => name !== ""),
  ];
}
