import { existsSync, readFileSync } from "node:fs";
import { runtimesOf } from "../start/runtime-process.ts";

/** The kernel's clock tick on every Linux that matters here (`getconf CLK_TCK`). */
const TICK_MS = 10;

/** CPU milliseconds that the runtime started by a process has used; null where the system does not say (no /proc). */
export function runtimeCpuMs(parent: number): number | null {
  if (!existsSync("/proc/self/stat")) return null;
  return runtimesOf(parent).reduce((sum, pid) => sum + cpuMs(pid), 0);
}

function cpuMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // After the name: state is field 3, user time 14, system time 15.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}
