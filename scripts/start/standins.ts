import { join } from "node:path";
import { WEBHOOK_EVENTS } from "../../domain/payments/webhook-events.ts";
import { type Child, startChild } from "./child.ts";
import type { Secrets } from "./secrets.ts";

/** Starts the stand-in for Stripe on any free port; it calls the shop's webhook as the real one would. */
export function startStripe(root: string, folder: string, shop: string, secrets: Secrets): Promise<Child> {
  const args = [
    ...["--port", "0", "--folder", folder, "--webhook-url", `${shop}/webhooks/stripe`],
    ...["--webhook-events", WEBHOOK_EVENTS.join(","), "--parent-pid", String(process.pid)],
  ];
  const { STRIPE_SECRET_KEY = "", STRIPE_WEBHOOK_SECRET = "" } = secrets;
  const script = join(root, "dev/stripe/main.ts");
  return startChild("stand-in for Stripe", script, args, { STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET });
}

/** A stand-in that runs already (STRIPE_API_BASE, MAIL_API_BASE say where): whoever started it ends it. */
export function runningAt(url: string): Child {
  return { url, pid: 0, stop: () => Promise.resolve() };
}

/** Starts the mailbox, which takes the shop's mails as their provider would, on any free port. */
export function startMailbox(root: string, folder: string, { MAIL_API_KEY = "" }: Secrets): Promise<Child> {
  const args = ["--port", "0", "--folder", folder, "--parent-pid", String(process.pid)];
  return startChild("mailbox", join(root, "dev/mailbox/main.ts"), args, { MAIL_API_KEY });
}

/** Where a laptop's shop and its stand-ins are. */
export type Places = { shop: string; stripe: string; mailbox: string };

/** The settings that make a laptop of a deployment. Names as in the wrangler.toml files. */
export function laptopVars(homes: number, { shop, stripe, mailbox }: Places): Record<string, string> {
  return {
    HOMES: String(homes),
    RESEND_AFTER_MS: "5000",
    STRIPE_API_BASE: stripe,
    MAIL_API_BASE: mailbox,
    MAIL_FROM: "Tessella <orders@tessella.example>",
    SHOP_EMAIL: "shop@tessella.example",
    SHOP_NAME: "Tessella",
    SHOP_URL: shop,
  };
}
