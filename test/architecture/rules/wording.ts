import { codeOf, uncommented } from "../support/source.ts";
import type { SourceFile } from "../support/tree.ts";
import { layerOf } from "./layers.ts";

const LINES_MAX = 200;
const DEPLOYED = ["domain", "contracts", "queues", "durable-objects", "d1", "workers", "http", "ui"];

export function tooLong(files: readonly SourceFile[]): string[] {
  return files
    .map(({ path, text }) => ({ path, lines: text.trimEnd().split("\n").length }))
    .filter(({ lines }) => lines > LINES_MAX)
    .map(({ path, lines }) => `${path} has ${lines} lines; ${LINES_MAX} is the most`);
}

const OBJECT_LINES_MAX = 80;

/** Classes of objects that are more than an address and wiring. Lines of code count: neither blank ones nor comments. */
export function fatObjects(files: readonly SourceFile[]): string[] {
  return files
    .filter(({ path }) => /^durable-objects\/[\w-]+\.ts$/.test(path))
    .flatMap(({ path, text }) =>
      [...uncommented(text).matchAll(/^export (?:abstract )?class (\w+)[\s\S]*?^\}/gm)].map(([body, name]) => ({
        path,
        name,
        lines: body.split("\n").filter((line) => line.trim() !== "").length,
      })),
    )
    .filter(({ lines }) => lines >= OBJECT_LINES_MAX)
    .map(
      ({ path, name, lines }) => `${path}: ${name} has ${lines} lines; under ${OBJECT_LINES_MAX}, the rest is modules`,
    );
}

/** Marks of unfinished work, in comments too; and ways around a guard. */
const UNFINISHED = /\b(?:TODO|FIXME)\b|biome-ignore|@ts-(?:ignore|expect-error|nocheck)|eslint-disable/;
const IN_CODE: [RegExp, string][] = [
  [/\b(?:test|it|describe|suite)(?:\.\w+)*\.(?:only|skip|todo)\s*\(/, "leaves tests out"],
  [/(?::|\bas|<|\|)\s*any\b/, "gives up on types"],
  [/[\w)\]]!(?:[.;,)\]]|\s*$)/m, "claims a value is there"],
  [/\bas unknown as any\b/, "gives up on types"],
];

export function unfinished(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, text }) => {
    const code = codeOf(text);
    const mark = UNFINISHED.exec(withoutStrings(text))?.[0];
    return [
      ...(mark === undefined ? [] : [`${path}: ${mark}`]),
      ...IN_CODE.filter(([pattern]) => pattern.test(code)).map(
        ([pattern, why]) => `${path}: "${pattern.exec(code)?.[0].trim()}" ${why}`,
      ),
    ];
  });
}

/** The comments and the code: what stands in a string is data. */
function withoutStrings(text: string): string {
  const [code, full] = [codeOf(text), uncommented(text)];
  return [...text].map((letter, at) => (full[at] === " " ? letter : (code[at] ?? letter))).join("");
}

/** SQL put together from values: everything is a bound parameter. */
export function assembledSql(files: readonly SourceFile[]): string[] {
  const calls = /\.(?:prepare|exec)(?:<[^()]*>)?\(\s*(?:`(?:[^`\\]|\\.)*\$\{|"[^"\n]*"\s*\+|\w+\s*\+)|\bsql\.raw\(/;
  return files
    .filter(({ path }) => DEPLOYED.includes(layerOf(path)))
    .flatMap(({ path, text }) => {
      const found = calls.exec(uncommented(text))?.[0];
      return found === undefined ? [] : [`${path}: "${found.slice(0, 60).trim()}" puts SQL together; bind parameters`];
    });
}

/** Code that behaves otherwise on a laptop: where things are is configuration. */
export function environmentSwitches(files: readonly SourceFile[]): string[] {
  const switches =
    /\bprocess\.env\b|\bimport\.meta\.env\b|\b(?:NODE_ENV|IS_DEV|IS_PROD|IS_TEST|isDev|isProd(?:uction)?|isTest)\b|\bif\s*\(!?(?:env\.)?dev\b/i;
  return files
    .filter(({ path }) => DEPLOYED.includes(layerOf(path)))
    .flatMap(({ path, text }) => {
      const found = switches.exec(codeOf(text))?.[0];
      return found === undefined ? [] : [`${path}: ${found} makes a laptop differ from a deployment`];
    });
}

/** Names of the machine it was written on, or of a host that packages came from. */
export function machineTraces(files: readonly SourceFile[]): string[] {
  const traces =
    /(?<![\w.:/])\/(?:work|home|root|Users)\/[\w.-]+|\b[A-Z]:\\\\?Users\b|\bregistry\.[\w-]+\.\w+|"resolved":\s*"http/;
  return files.flatMap(({ path, text }) => {
    const found = traces.exec(text)?.[0];
    return found === undefined ? [] : [`${path}: "${found}" says where it was made`];
  });
}
