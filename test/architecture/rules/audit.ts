import { importsOf } from "../support/imports.ts";
import type { SourceFile } from "../support/tree.ts";

const AUDIT = "scripts/crash/audit/";

/** What the audit of the crash test knows beside itself and Node: whoever checks the books must not keep them. */
export function sharedWithTheAudited(files: readonly SourceFile[]): string[] {
  return files
    .filter(({ path }) => path.startsWith(AUDIT))
    .flatMap(importsOf)
    .filter(({ to, ours }) => (ours ? !to.startsWith(AUDIT) : !to.startsWith("node:")))
    .map(({ from, to }) => `${from} imports ${to}: the audit shares no code with what it audits`);
}
