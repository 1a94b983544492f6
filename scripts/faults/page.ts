import type { FaultTest } from "./results.ts";
import { FAULTS, REQUIRED } from "./table.ts";

const HEAD = `# Faults

What a shop must bear, and the tests that make it happen on purpose. Written by \`npm run faults\`, which runs them; not by hand. A test
belongs to a fault by \`fault <number>:\` in its name; the faults stand in \`scripts/faults/table.ts\`.

| # | Fault | Tests | Result |
|---|---|---|---|
`;

/** The page for these tests: the same for the same tests, whenever and wherever they ran. */
export function pageOf(tests: readonly FaultTest[]): string {
  return `${HEAD}${numbers(tests)
    .map((number) => row(number, testsOf(tests, number)))
    .join("\n")}\n`;
}

/** What is wrong with these tests, a line each. */
export function problemsOf(tests: readonly FaultTest[]): string[] {
  const has = new Set(tests.map(({ fault }) => fault));
  return [
    ...REQUIRED.filter((number) => !has.has(number)).map((number) => `fault ${number} has no test: ${FAULTS[number]}`),
    ...[...has].filter((number) => !(number in FAULTS)).map((number) => `fault ${number} is not in the table`),
    ...tests.filter(({ passed }) => !passed).map(({ fault, file, name }) => `fault ${fault} failed: ${file}: ${name}`),
  ];
}

function numbers(tests: readonly FaultTest[]): number[] {
  const all = new Set([...tests.map(({ fault }) => fault), ...REQUIRED]);
  return [...all].sort((a, b) => a - b);
}

/** By file and name; a name that several cases share stands once. */
function testsOf(tests: readonly FaultTest[], number: number): FaultTest[] {
  return tests
    .filter(({ fault }) => fault === number)
    .sort((a, b) => (a.file === b.file ? compare(a.name, b.name) : compare(a.file, b.file)));
}

function row(number: number, tests: FaultTest[]): string {
  const files = [...Map.groupBy(tests, ({ file }) => file)].map(
    ([file, own]) => `\`${file}\`: ${[...new Set(own.map(({ name }) => quoted(name)))].join("; ")}`,
  );
  return `| ${number} | ${FAULTS[number] ?? ""} | ${files.join("<br>")} | ${resultOf(tests)} |`;
}

function resultOf(tests: FaultTest[]): string {
  const failed = tests.filter(({ passed }) => !passed).length;
  if (tests.length === 0) return "no test";
  return failed === 0 ? `${tests.length} passed` : `${failed} of ${tests.length} failed`;
}

/** As a table's cell bears it. */
function quoted(name: string): string {
  return `“${name.replaceAll("|", "\\|").replaceAll("<", "&lt;")}”`;
}

/** By code units: no machine's language changes the page. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
