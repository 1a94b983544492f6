import { spawnSync } from "node:child_process";

/** Debian's package `prometheus` brings it; `.ci/run` installs it. */
export const hasPromtool = spawnSync("promtool", ["--version"]).error === undefined;
if (!hasPromtool)
  console.warn("promtool is not installed (apt-get install prometheus): what it would check is skipped");

/** What it has to say against it; empty when it is content. `input`: what it is to read. */
export function promtool(args: string[], input = ""): string {
  const { status, stdout, stderr } = spawnSync("promtool", args, { input, encoding: "utf8" });
  return status === 0 ? "" : `${stdout}${stderr}` || `exit ${status}`;
}
