import { existsSync, readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import * as z from "zod";
import { isCurrency } from "../../domain/kernel/currency.ts";
import type { Credentials } from "./shop-api.ts";

export const USAGE =
  "npm run import -- FILE.csv [--url http://127.0.0.1:8787] [--email E --password P | --token T] [--currency USD]";
const URL_DEFAULT = "http://127.0.0.1:8787";

export type Options = { file: string; url: string; credentials: Credentials; currency: string };

const Admin = z.object({ email: z.string(), password: z.string(), url: z.string().optional() });

/** What was asked for, completed by what `npm start` wrote down about the administrator; or what is missing, in one line. */
export function readOptions(args: string[], adminFile: string): Options | string {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (cause) {
    return `${cause instanceof Error ? cause.message : String(cause)}\n${USAGE}`;
  }
  const { values, positionals } = parsed;
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) return USAGE;
  const currency = (values.currency ?? "").toUpperCase();
  if (currency !== "" && !isCurrency(currency)) return `--currency ${values.currency}: that is no currency we know`;
  const admin = readAdmin(adminFile);
  const credentials = credentialsOf(values, admin);
  if (credentials === null)
    return `Who asks? Start the shop first (npm start), or give --email and --password, or --token.`;
  return { file, url: values.url ?? admin?.url ?? URL_DEFAULT, credentials, currency };
}

function parse(args: string[]) {
  const text = { type: "string" } as const;
  return parseArgs({
    args,
    allowPositionals: true,
    options: { url: text, email: text, password: text, token: text, currency: text },
  });
}

type Given = { token?: string | undefined; email?: string | undefined; password?: string | undefined };

function credentialsOf({ token, email, password }: Given, admin: z.infer<typeof Admin> | null): Credentials | null {
  if (token !== undefined) return { token };
  if (email !== undefined && password !== undefined) return { email, password };
  return admin && { email: admin.email, password: admin.password };
}

function readAdmin(path: string): z.infer<typeof Admin> | null {
  if (!existsSync(path)) return null;
  try {
    return Admin.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return null; // A broken file is as good as none: the shop then asks who we are.
  }
}
