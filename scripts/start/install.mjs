// Plain JavaScript for any Node from 20 up: it runs before anything is installed, so it may import nothing but Node itself.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** The runtime pinned in package.json: the same for everyone, whatever `node` the machine has. */
const NODE = join(ROOT, "node_modules", ".bin", process.platform === "win32" ? "node.cmd" : "node");
/** Without npm's warnings: that packages want a newer Node is why one of them is Node. */
const CI = ["ci", "--loglevel=error"];
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];
const ORPHAN_CHECK_MS = 1_000;

/** Is everything that package-lock.json wants in node_modules, in its version? Compares contents: a checkout changes times. */
function isInstalled() {
  const installedLock = join(ROOT, "node_modules", ".package-lock.json");
  if (!existsSync(installedLock) || !existsSync(NODE)) return false;
  const wanted = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8")).packages;
  const installed = JSON.parse(readFileSync(installedLock, "utf8")).packages;
  // Optional packages are those of other platforms, most of them.
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === "" || optional === true || installed[path]?.version === version,
  );
}

function install() {
  if (isInstalled()) return;
  console.log("Installing what is missing (npm ci) …");
  // npm names itself in the environment of what it runs; a shell finds it otherwise.
  const npm = process.env.npm_execpath;
  const how = { cwd: ROOT, stdio: ["ignore", "inherit", "inherit"] };
  const { status } = npm?.endsWith(".js")
    ? spawnSync(process.execPath, [npm, ...CI], how)
    : spawnSync("npm", CI, { ...how, shell: process.platform === "win32" });
  if (status === 0 && existsSync(NODE)) return;
  console.error(
    status === 0 ? "npm ran no install scripts, so the pinned Node is missing." : "npm ci failed: see above.",
  );
  process.exit(1);
}

/** Runs a script of ours under the pinned Node until it ends, and ends as it did. Signals reach it; it never outlives us. */
export function runInstalled(script) {
  install();
  // The channel is there to be closed: that is how the script learns that this process is gone, however it went.
  const child = spawn(NODE, [join(ROOT, script), ...process.argv.slice(2)], {
    cwd: ROOT,
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  /** The runtime would outlive a script that is killed: it tells us which process that is. */
  let runtimes = [];
  child.on("message", (message) => {
    runtimes = message.runtimes ?? runtimes;
  });
  for (const signal of SIGNALS) process.on(signal, () => child.kill(signal));
  const above = processesAbove();
  const watch = setInterval(() => {
    if (!above.every(isAlive)) child.kill("SIGTERM");
  }, ORPHAN_CHECK_MS);
  child.on("exit", (code, signal) => {
    clearInterval(watch);
    if (signal !== null) for (const pid of runtimes) end(pid);
    process.exit(code ?? 1);
  });
}

function end(pid) {
  try {
    process.kill(pid, "SIGKILL");
  } catch (cause) {
    if (cause.code !== "ESRCH") throw cause;
  }
}

/** Under npm: npm itself, and the shell it may have put between. When one of them is killed nobody else would tell us. */
function processesAbove() {
  if (process.env.npm_lifecycle_event === undefined) return [];
  const stat = `/proc/${process.ppid}/stat`;
  const [, name, parent] = (existsSync(stat) && /\((.*)\) \w (\d+)/.exec(readFileSync(stat, "utf8"))) || [];
  return /^(?:ba|da|z)?sh$/.test(name ?? "") ? [process.ppid, Number(parent)] : [process.ppid];
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return cause.code === "EPERM";
  }
}
