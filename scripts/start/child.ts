import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { CannotStart } from "./cannot-start.ts";

const READY_MAX_MS = 20_000;
const STOP_MAX_MS = 3_000;

/** A process of our own that said `ready <url>`. */
export type Child = { url: string; pid: number; stop(): Promise<void> };

/**
 * Starts a script of ours beside this one and waits until it says `ready http://…` on its first lines. Secrets go in `env`:
 * whoever is on this machine may read the arguments of a process.
 */
export async function startChild(
  name: string,
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Child> {
  const child = spawn(process.execPath, [script, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, ...env },
  });
  // However this process ends, short of being killed, the child ends first.
  process.once("exit", () => child.kill("SIGKILL"));
  const url = await readyUrl(name, child);
  return { url, pid: child.pid ?? 0, stop: () => stop(child) };
}

function readyUrl(name: string, child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new CannotStart(`The ${name} did not start: ${why}.`));
    const timer = setTimeout(() => fail(`not ready after ${READY_MAX_MS / 1000} s`), READY_MAX_MS);
    child.once("error", (cause) => fail(cause.message));
    child.once("exit", (code) => fail(`it ended with ${code}`));
    if (child.stdout === null) throw new Error("the child's output is not piped");
    createInterface(child.stdout).on("line", (line) => {
      const url = /^ready (http:\S+)/.exec(line)?.[1];
      if (url === undefined) return;
      clearTimeout(timer);
      resolve(url);
    });
  });
}

function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill("SIGKILL"), STOP_MAX_MS);
    child.once("exit", () => {
      clearTimeout(timer);
      resolve();
    });
    child.kill("SIGTERM");
  });
}
