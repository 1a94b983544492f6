import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { IdentityApi } from "../../contracts/identity.ts";
import { readJson, writeJson } from "./json-file.ts";
import type { Served } from "./workers.ts";

export const ADMIN_EMAIL = "admin@kiosk.example";
const PASSWORD_BYTES = 12;

export type Admin = { email: string; password: string };

/** The administrator's account, made once and written to `admin.json` for scripts and for whoever forgot. */
export async function openAdmin(shop: Served, folder: string, env: NodeJS.ProcessEnv): Promise<Admin> {
  const path = join(folder, "admin.json");
  const kept = readJson(path)?.password;
  const password = typeof kept === "string" ? kept : (env.KIOSK_ADMIN_PASSWORD ?? newPassword());
  const admin = { email: ADMIN_EMAIL, password };
  await setAdmin(shop, admin);
  writeJson(path, { ...admin, url: shop.url });
  return admin;
}

/** Scripts look up where the shop is: the port may be another this time. */
export function rememberUrl(folder: string, url: string): void {
  const path = join(folder, "admin.json");
  const kept = readJson(path);
  if (kept !== null && kept.url !== url) writeJson(path, { ...kept, url });
}

/** Says so to identity itself, from outside the runtime, as the front door's binding: no HTTP route can do this. */
export async function setAdmin({ runtime, workers }: Served, { email, password }: Admin): Promise<void> {
  const { IDENTITY } = await runtime.getBindings<{ IDENTITY: IdentityApi }>(workers[0]?.name);
  const request = { email, password, name: "Administrator", role: "admin" as const };
  const made = await IDENTITY.setStaff({ kind: "system", name: "seed" }, request);
  if (!made.ok) throw new Error(`the administrator was refused: ${JSON.stringify(made.error)}`);
}

export function newPassword(): string {
  return randomBytes(PASSWORD_BYTES).toString("base64url");
}
