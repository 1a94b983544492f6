import { fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runtimesOf } from "../start/runtime-process.ts";
import type { ServerReady } from "./serving.ts";

const START_MAX_MS = 120_000;
const STOP_MAX_MS = 10_000;

export type Server = ServerReady & { pid: number; stop(): Promise<void> };

/** Starts what is measured in a process of its own, on a fresh folder. `what`: "floor", or the number of homes. */
export async function startServer(what: string): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), "kiosk-bench-"));
  const child = fork(join(import.meta.dirname, "serving.ts"), [what, folder], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  process.once("exit", () => child.kill("SIGKILL"));
  const ready = await new Promise<ServerReady>((resolve, reject) => {
    setTimeout(() => reject(new Error(`${what}: not ready in ${START_MAX_MS} ms`)), START_MAX_MS).unref();
    child.once("message", (message) => resolve(message as ServerReady));
    child.once("exit", (code) => reject(new Error(`${what}: ended with ${code}`)));
  });
  const pid = child.pid ?? 0;
  const stop = async () => {
    const runtimes = runtimesOf(pid);
    const ended = new Promise((resolve) => child.once("exit", resolve));
    const timer = setTimeout(() => child.kill("SIGKILL"), STOP_MAX_MS);
    child.disconnect();
    await ended;
    clearTimeout(timer);
    for (const runtime of runtimes) endRuntime(runtime);
    rmSync(folder, { recursive: true, force: true });
  };
  return { ...ready, pid, stop };
}

/** Its state is thrown away, so it need not end in peace. */
function endRuntime(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "ESRCH") throw cause;
  }
}
