import { type ChildProcess, spawn } from "node:child_process";
import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { processes, treeOf } from "../start/processes.ts";
import type { Gate } from "./gate.ts";

const ROOT = join(import.meta.dirname, "../..");
const START_MAX_MS = 90_000;
const GONE_MAX_MS = 10_000;
const POLL_MS = 25;
/** A port may be another's for a moment, and a lock not be given back yet: a start is tried again. */
const STARTS_MAX = 5;

type Running = { child: ChildProcess; printed: () => string };

/** A shop as `npm start` runs it, always on the same folder and port, that can be killed whole. */
export class CrashShop {
  readonly url: string;
  readonly #args: string[];
  readonly #env: Readonly<Record<string, string>>;
  readonly #folder: string;
  readonly #gate: Gate;
  #running: Running | null = null;

  constructor(own: { folder: string; port: number; env: Readonly<Record<string, string>>; gate: Gate }) {
    this.url = `http://127.0.0.1:${own.port}`;
    this.#folder = own.folder;
    this.#args = ["--state", join(own.folder, "shop"), "--port", String(own.port)];
    this.#env = own.env;
    this.#gate = own.gate;
  }

  get isRunning(): boolean {
    return this.#running !== null;
  }

  /** Starts it and waits until it sells. Answers how long that took, in ms. */
  async start(): Promise<number> {
    const began = Date.now();
    for (let attempt = 1; ; attempt++) {
      this.begin();
      if (await this.#isReady()) break;
      if (attempt === STARTS_MAX) throw new Error(`the shop does not start:\n${this.#running?.printed() ?? ""}`);
      await this.kill();
    }
    this.#gate.open();
    return Date.now() - began;
  }

  /** Sets a start going without waiting for it. */
  begin(): void {
    // A group of its own: one signal reaches them all, also those that are just being started.
    const child = spawn(process.execPath, ["scripts/start.mjs", ...this.#args], {
      cwd: ROOT,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, ...this.#env },
    });
    let printed = "";
    const note = (chunk: Buffer) => {
      printed += chunk;
      appendFileSync(join(this.#folder, "shop.log"), chunk);
    };
    child.stdout.on("data", note);
    child.stderr.on("data", note);
    this.#running = { child, printed: () => printed };
  }

  /** `kill -9` of everything at once: launcher, start, runtime. Answers when none of them is left. */
  async kill(): Promise<void> {
    const running = this.#running;
    if (running === null) return;
    this.#running = null;
    this.#gate.close();
    const family = treeOf(running.child.pid ?? 0);
    endGroup(running.child);
    await gone(family);
  }

  /** For the end of this process, which waits for nothing. */
  killNow(): void {
    if (this.#running !== null) endGroup(this.#running.child);
  }

  /** Who administers it, as its own folder says. */
  admin(): { email: string; password: string } {
    const { email, password } = JSON.parse(readFileSync(join(this.#folder, "shop/admin.json"), "utf8"));
    return { email, password };
  }

  async #isReady(): Promise<boolean> {
    const until = Date.now() + START_MAX_MS;
    while (Date.now() < until) {
      const running = this.#running;
      if (running === null || running.child.exitCode !== null) return false;
      if (running.printed().includes("Ready.")) return true;
      await sleep(POLL_MS);
    }
    return false;
  }
}

function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "ESRCH") throw cause;
  }
}

/** One that has ended but was not collected yet has no command line any more. */
async function gone(family: readonly number[]): Promise<void> {
  const until = Date.now() + GONE_MAX_MS;
  const living = () => processes().filter(({ pid, command }) => family.includes(pid) && command.trim() !== "");
  while (living().length > 0) {
    if (Date.now() > until)
      throw new Error(
        `not gone: ${living()
          .map(({ pid, command }) => `${pid} ${command}`)
          .join(", ")}`,
      );
    await sleep(POLL_MS);
  }
}
