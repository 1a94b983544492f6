import { spawn } from "node:child_process";

/** A suite that does not end is a failed one. */
const COMMAND_MAX_MS = 15 * 60_000;

export type Ended = { code: number; output: string };

/** Runs one of the installed tools (or a script of ours) under this Node, without a terminal; answers all it printed. */
export function runNode(args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: "0", ...env },
    });
    const chunks: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk));
    const timer = setTimeout(() => {
      chunks.push(Buffer.from(`\nstopped after ${COMMAND_MAX_MS / 60_000} minutes\n`));
      child.kill("SIGKILL");
    }, COMMAND_MAX_MS);
    child.on("close", (code) => {
      clearTimeout(timer);
      resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString() });
    });
  });
}
