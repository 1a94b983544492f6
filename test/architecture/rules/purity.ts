import { codeOf } from "../support/source.ts";
import type { SourceFile } from "../support/tree.ts";

/** What a pure rule may not touch. A date made from given time is a value, so only the empty `new Date()` is barred. */
const IMPURE: [RegExp, string][] = [
  [/\bDate\.now\b/, "reads the clock"],
  [/\bnew Date(?!\s*\([^)\s])/, "reads the clock"],
  [/\bperformance\b/, "reads the clock"],
  [/\bMath\.random\b/, "is random"],
  [/\bcrypto\b/, "is random or I/O"],
  [/\bfetch\s*\(/, "is I/O"],
  [/\b(?:setTimeout|setInterval|queueMicrotask|setImmediate)\b/, "waits"],
  [/\bIntl\b/, "depends on the machine's tables"],
  [/\btoLocale\w*\(/, "depends on the machine's tables"],
  [/\bprocess\b/, "asks the process"],
  [/\bconsole\b/, "writes"],
];

/** The house's one way to write a line, and the trace that it names, lie with the pure kernel because every layer uses them. */
const NO_RULES = ["domain/kernel/log.ts", "domain/kernel/trace.ts"];

export function impurities(files: readonly SourceFile[]): string[] {
  return files
    .filter(({ path }) => path.startsWith("domain/") && !NO_RULES.includes(path))
    .flatMap(({ path, text }) => {
      const code = codeOf(text);
      return IMPURE.filter(([pattern]) => pattern.test(code)).map(
        ([pattern, why]) => `${path}: ${pattern.exec(code)?.[0]} ${why}; commands carry what a rule needs`,
      );
    });
}
