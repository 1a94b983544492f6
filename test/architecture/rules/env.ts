import { posix } from "node:path";
import { importsOf } from "../support/imports.ts";
import { codeOf } from "../support/source.ts";
import { namesOf, type WorkerToml } from "../support/toml.ts";
import type { SourceFile } from "../support/tree.ts";

/** Every `Env` lists exactly what its Worker's file gives: not one binding more, not one less. */
export function differingEnvs(tomls: readonly WorkerToml[], files: readonly SourceFile[]): string[] {
  return tomls.flatMap((toml) => {
    const home = files.find(({ path, text }) => belongs(path, toml.folder) && declares(text, "Env"));
    if (home === undefined) return [`${toml.folder} declares no type Env`];
    const listed = new Set(membersOf(home, "Env", files));
    const given = namesOf(toml);
    return [
      ...given
        .filter((name) => !listed.has(name))
        .map((name) => `${home.path}: Env lacks ${name}, which ${toml.path} gives`),
      ...[...listed]
        .filter((name) => !given.includes(name))
        .map((name) => `${home.path}: Env lists ${name}, which ${toml.path} does not give`),
    ];
  });
}

const belongs = (path: string, folder: string) => posix.dirname(path) === folder && path.endsWith(".ts");
const head = (name: string) => new RegExp(`\\b(?:interface\\s+${name}\\b|type\\s+${name}\\s*=)`);
const declares = (text: string, name: string) => head(name).test(codeOf(text));

/** Names of the members of a declared type, with those of the types it extends or is joined with. */
function membersOf(file: SourceFile, name: string, files: readonly SourceFile[]): string[] {
  const source = codeOf(file.text);
  const found = head(name).exec(source);
  if (found === null) return [];
  const { outside, members } = declarationAt(
    source.slice(found.index + found[0].length),
    found[0].startsWith("interface"),
  );
  const parents: string[] = outside.match(/\b[A-Z]\w*/g) ?? [];
  return [
    ...[...members.matchAll(/(?:^|[;\n,])\s*(?:readonly\s+)?(\w+)\??\s*:/g)].map(([, member]) => member ?? ""),
    // Its keys are computed from a list in the same file, where they are written out.
    ...(parents.includes("Record") ? (file.text.match(/(?<=")[A-Z][A-Z_]+(?=")/g) ?? []) : []),
    ...parents.flatMap((parent) => membersOf(homeOf(parent, file, files), parent, files)),
  ];
}

/** The file that declares a type: this one, or one it imports. */
function homeOf(name: string, file: SourceFile, files: readonly SourceFile[]): SourceFile {
  if (declares(file.text, name)) return file;
  const imported = new Set(importsOf(file).map(({ to }) => to));
  return files.find(({ path, text }) => imported.has(path) && declares(text, name)) ?? file;
}

/** A declaration up to its end: what stands outside of all brackets, and what stands one brace deep. */
function declarationAt(source: string, isInterface: boolean): { outside: string; members: string } {
  const open: string[] = [];
  let [outside, members] = ["", ""];
  for (const letter of source) {
    if ("})>]".includes(letter)) open.pop();
    if (open.length === 0 && (letter === ";" || (isInterface && letter === "}"))) break;
    if (open.length === 0) outside += letter;
    if (open.length === 1 && open[0] === "{") members += letter;
    if ("{(<[".includes(letter)) open.push(letter);
  }
  return { outside, members };
}
