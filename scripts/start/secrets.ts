import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { CannotStart } from "./cannot-start.ts";
import { readJson, writeJson } from "./json-file.ts";

const random = (bytes: number) => randomBytes(bytes).toString("hex");

/** How each secret of the house is made. The same names as in `secrets.required` of the wrangler.toml files. */
const MAKERS: Record<string, () => string> = {
  ID_KEYS: () => random(32),
  TOKEN_KEYS: () => random(32),
  PASSWORD_PEPPER: () => random(32),
  STRIPE_SECRET_KEY: () => `sk_test_${random(24)}`,
  STRIPE_WEBHOOK_SECRET: () => `whsec_${random(24)}`,
  MAIL_API_KEY: () => `re_${random(24)}`,
  METRICS_TOKEN: () => random(24),
};

/** Names by which people give a secret, where it is not the Worker's own. */
const GIVEN_AS: Record<string, string> = { METRICS_TOKEN: "KIOSK_METRICS_TOKEN" };

export type Secrets = Record<string, string>;

/** New secrets, kept nowhere: for tests and benches. */
export function makeSecrets(): Secrets {
  return Object.fromEntries(Object.entries(MAKERS).map(([name, make]) => [name, make()]));
}

/**
 * The shop's secrets, made once. Of a shop that exists already (`fresh` false) none is made anew: with another ID_KEYS all its
 * ids would be forgeries. What the environment gives wins, and is not written down.
 */
export function openSecrets(folder: string, fresh: boolean, env: NodeJS.ProcessEnv): Secrets {
  const path = join(folder, "secrets.json");
  const kept = readJson(path);
  if (kept === null && !fresh) throw new CannotStart(`${path} is missing. Restore it, or begin anew with --reset.`);
  const secrets = { ...makeSecrets(), ...texts(path, kept ?? {}) };
  if (Object.keys(secrets).some((name) => kept?.[name] === undefined)) writeJson(path, secrets);
  return { ...secrets, ...given(env) };
}

function texts(path: string, found: Record<string, unknown>): Secrets {
  const entries = Object.entries(found).map(([name, value]) => {
    if (typeof value === "string" && value !== "") return [name, value] as const;
    throw new CannotStart(`${path}: ${name} is not a text. Restore it, or begin anew with --reset.`);
  });
  return Object.fromEntries(entries);
}

function given(env: NodeJS.ProcessEnv): Secrets {
  const entries = Object.keys(MAKERS).map((name) => [name, env[GIVEN_AS[name] ?? name] ?? env[name]] as const);
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== ""),
  );
}
