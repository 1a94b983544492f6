import { chmodSync, mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { CannotStart } from "./cannot-start.ts";
import { readJson, writeJson } from "./json-file.ts";
import { endLeftovers } from "./runtime-process.ts";

/**
 * The shape of the state folder: 3 has its event log in 16 partitions, each event linked to the one before; 2 had no links, 1 had
 * one partition. A folder of a higher one was written by a later release.
 */
const FORMAT = 3;
/** A laptop's: see `home`. Fixed when the shop is created, because it is part of every object's name. */
const HOMES = 8;

export type Settings = { format: number; homes: number; seeded: boolean };

/** Everything a shop is on a laptop: databases, secrets, the stand-ins' own books. */
export type State = { folder: string; settings: Settings };

const OWNER_ONLY = 0o700;
/** Folders with what customers told, also where the folder around them was made by somebody else. */
const PRIVATE = ["state", "stripe", "mailbox"];

/** What the shop puts into its folder. A reset removes these and nothing else. */
const OURS = ["settings.json", "secrets.json", "admin.json", "state", "stripe", "mailbox"];

/** Takes the folder for this process alone, making it when it is missing. */
export async function takeFolder(folder: string): Promise<void> {
  makeFolder(folder);
  lock(folder);
  await endLeftovers(folder);
}

/** Reads what lies in a folder that was taken; `reset`: removes it first. */
export function openState(folder: string, reset: boolean): State {
  if (reset) for (const name of OURS) rmSync(join(folder, name), { recursive: true, force: true });
  for (const name of PRIVATE) keepPrivate(join(folder, name));
  return {
    folder,
    settings: readSettings(folder) ?? saveSettings(folder, { format: FORMAT, homes: HOMES, seeded: false }),
  };
}

export function saveSettings(folder: string, settings: Settings): Settings {
  writeJson(join(folder, "settings.json"), settings);
  return settings;
}

function makeFolder(folder: string): void {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found !== undefined && !found.isDirectory()) throw new CannotStart(`${folder} is not a folder.`);
  try {
    mkdirSync(folder, { recursive: true, mode: OWNER_ONLY });
    writeFileSync(join(folder, ".gitignore"), "*\n");
  } catch (cause) {
    throw new CannotStart(`${folder} cannot be written: ${(cause as Error).message}`);
  }
}

function keepPrivate(folder: string): void {
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, OWNER_ONLY);
}

let held: DatabaseSync | null = null;

/** A lock that the operating system takes back when the process is gone, however it went. */
function lock(folder: string): void {
  const path = join(folder, "lock");
  try {
    held = new DatabaseSync(path);
    held.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
  } catch (cause) {
    held?.close();
    const busy = (cause as { errcode?: number }).errcode === 5;
    throw new CannotStart(busy ? `A shop is running on ${folder} already.` : `${path} is broken: remove it.`);
  }
}

function readSettings(folder: string): Settings | null {
  const found = readJson(join(folder, "settings.json"));
  if (found === null) return null;
  const { format, homes, seeded } = found;
  if (typeof format !== "number" || typeof homes !== "number" || typeof seeded !== "boolean") {
    throw new CannotStart(
      `${join(folder, "settings.json")} is not what a shop wrote. Restore it, or begin anew with --reset.`,
    );
  }
  if (format > FORMAT) {
    throw new CannotStart(`${folder} was written by a newer release (format ${format}, this one knows ${FORMAT}).`);
  }
  if (format < FORMAT) {
    throw new CannotStart(
      `${folder} holds a shop of a preview (format ${format}, this release reads ${FORMAT}). Begin anew with --reset.`,
    );
  }
  return { format, homes, seeded };
}
