import { type ChildProcess, spawn } from "node:child_process";
import { appendFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { API_KEY, authorisation, newFolder, sdkAt } from "./stand-in.ts";

const MAIN = join(import.meta.dirname, "../../../dev/stripe/main.ts");
/** The pinned runtime, which runs TypeScript as it is. */
const NODE = join(createRequire(import.meta.url).resolve("node/package.json"), "../bin/node");

let folder: string;
const started: ChildProcess[] = [];
beforeEach(() => {
  folder = newFolder();
});
afterEach(() => {
  for (const child of started.splice(0)) child.kill("SIGKILL");
  rmSync(folder, { recursive: true });
});

/** Starts it as `npm start` does, and waits for its one line. */
async function run(...more: string[]): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(NODE, [MAIN, "--folder", folder, "--key", API_KEY, ...more], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  started.push(child);
  const url = await new Promise<string>((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`ended with ${code}`)));
    child.stdout?.on("data", (line: Buffer) => resolve(/^ready (\S+)\n$/.exec(line.toString())?.[1] ?? ""));
  });
  return { child, url };
}

const ended = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => child.once("exit", (code) => resolve(code)));

async function kill(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  const end = ended(child);
  child.kill(signal);
  return end;
}

test("its books survive kill -9: intents, money, answers under keys, and the time", async () => {
  const first = await run();
  const sdk = sdkAt(first.url);
  const made = await sdk.paymentIntents.create(authorisation(), { idempotencyKey: "k" });
  await sdk.paymentIntents.capture(made.id);
  await fetch(`${first.url}/_control/clock`, {
    method: "POST",
    body: JSON.stringify({ advanceMs: 5_000_000 }),
    headers: { "content-type": "application/json" },
  });
  await kill(first.child, "SIGKILL");
  // As if the kill had come in the middle of a line.
  appendFileSync(join(folder, "journal.jsonl"), '[{"table":"intents","row":{"id":"pi_torn"');

  const second = await run();
  const again = sdkAt(second.url);
  expect(await again.paymentIntents.retrieve(made.id)).toMatchObject({ status: "succeeded", amount_received: 2_500 });
  expect((await again.paymentIntents.create(authorisation(), { idempotencyKey: "k" })).id).toBe(made.id);
  expect((await again.paymentIntents.list()).data).toHaveLength(1);
  expect(await (await fetch(`${second.url}/_control/clock`)).json()).toMatchObject({ offsetMs: 5_000_000 });
  await again.paymentIntents.create(authorisation());
  await kill(second.child, "SIGKILL");

  const third = await run();
  expect((await sdkAt(third.url).paymentIntents.list()).data).toHaveLength(2);
});

test.each(["SIGTERM", "SIGINT"] as const)("%s ends it well, even while a request hangs", async (signal) => {
  const { child, url } = await run();
  await fetch(`${url}/_control/faults`, {
    method: "POST",
    body: JSON.stringify({ kind: "timeout_before" }),
    headers: { "content-type": "application/json" },
  });
  const hanging = sdkAt(url).paymentIntents.list();
  hanging.catch(() => {});
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(await kill(child, signal)).toBe(0);
});

test("ends by itself when its parent is gone", async () => {
  const parent = spawn(NODE, ["-e", "setTimeout(() => {}, 60000)"]);
  started.push(parent);
  const { child } = await run("--parent-pid", String(parent.pid));
  const end = ended(child);
  parent.kill("SIGKILL");
  expect(await end).toBe(0);
});

test("a port that is taken is one clear line", async () => {
  const { url } = await run();
  await expect(run("--port", new URL(url).port)).rejects.toThrow("ended with 1");
});
