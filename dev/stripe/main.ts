import { parseArgs } from "node:util";
import { startStripe } from "./server.ts";

const PARENT_CHECK_MS = 1_000;

/** The stand-in as a process of its own: one line when it listens, and an end with its parent or a signal. */
async function main(): Promise<void> {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    options: {
      port: text,
      folder: text,
      "webhook-url": text,
      "webhook-secret": text,
      "webhook-events": text,
      key: text,
      "parent-pid": text,
    },
  });
  const apiKey = values.key ?? process.env.STRIPE_SECRET_KEY;
  if (values.folder === undefined || apiKey === undefined) {
    throw new Error(
      "usage: main.ts --folder F --key sk_test_… [--port N] [--webhook-url U --webhook-secret S --webhook-events a,b] [--parent-pid P]; key and secret may also be given as STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET",
    );
  }
  const stripe = await startStripe({
    port: Number(values.port ?? 0),
    folder: values.folder,
    webhookUrl: values["webhook-url"] ?? "",
    webhookSecret: values["webhook-secret"] ?? process.env.STRIPE_WEBHOOK_SECRET ?? "",
    ...(values["webhook-events"] === undefined ? {} : { webhookEvents: values["webhook-events"].split(",") }),
    apiKey,
  });
  console.log(`ready ${stripe.url}`);
  const end = () => void stripe.close().then(() => process.exit(0));
  process.once("SIGTERM", end);
  process.once("SIGINT", end);
  const parent = Number(values["parent-pid"] ?? 0);
  if (parent > 0) setInterval(() => isAlive(parent) || end(), PARENT_CHECK_MS).unref();
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === "EPERM";
  }
}

main().catch((cause: unknown) => {
  console.error(cause instanceof Error ? cause.message : String(cause));
  process.exit(1);
});
