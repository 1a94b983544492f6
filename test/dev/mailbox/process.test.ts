import { type ChildProcess, spawn } from "node:child_process";
import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

const MAIN = join(import.meta.dirname, "../../../dev/mailbox/main.ts");
/** The pinned runtime, which runs TypeScript as it is. */
const NODE = join(createRequire(import.meta.url).resolve("node/package.json"), "../bin/node");
const KEY = "re_test";

let folder: string;
const started: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "mailbox-"));
});
afterEach(() => {
  for (const child of started.splice(0)) child.kill("SIGKILL");
  rmSync(folder, { recursive: true });
});

async function run(): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(NODE, [MAIN, "--folder", folder], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, MAIL_API_KEY: KEY },
  });
  started.push(child);
  const url = await new Promise<string>((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`ended with ${code}`)));
    child.stdout?.on("data", (line: Buffer) => resolve(/^ready (\S+)\n$/.exec(line.toString())?.[1] ?? ""));
  });
  return { child, url };
}

async function kill(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  const end = new Promise<number | null>((resolve) => child.once("exit", (code) => resolve(code)));
  child.kill(signal);
  return end;
}

async function send(url: string, key: string): Promise<string> {
  const response = await fetch(`${url}/emails`, {
    method: "POST",
    headers: { authorization: `Bearer ${KEY}`, "content-type": "application/json", "idempotency-key": key },
    body: JSON.stringify({ from: "s@example.org", to: "a@example.org", subject: key, text: key }),
  });
  return ((await response.json()) as { id: string }).id;
}

const subjectsAt = async (url: string) =>
  ((await (await fetch(`${url}/api/mails`)).json()) as { mails: { subject: string }[] }).mails.map(
    (mail) => mail.subject,
  );

test("its mails and the keys they came under survive kill -9, even in the middle of a line", async () => {
  const first = await run();
  const [one] = [await send(first.url, "one"), await send(first.url, "two")];
  await kill(first.child, "SIGKILL");
  appendFileSync(join(folder, "journal.jsonl"), '[{"mail":{"id":"torn"');
  const second = await run();
  expect(await send(second.url, "one")).toBe(one);
  expect(await subjectsAt(second.url)).toEqual(["two", "one"]);
  await send(second.url, "three");
  expect(await kill(second.child, "SIGTERM")).toBe(0);
  const third = await run();
  expect(await subjectsAt(third.url)).toEqual(["three", "two", "one"]);
});
