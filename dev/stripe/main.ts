import { parseArgs } from "node:util";
import { runAsProcess } from "../kernel/process.ts";
import { startStripe } from "./server.ts";

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

runAsProcess(async () => {
  const apiKey = values.key ?? process.env.STRIPE_SECRET_KEY;
  if (values.folder === undefined || apiKey === undefined) {
    throw new Error(
      "usage: main.ts --folder F --key sk_test_… [--port N] [--webhook-url U --webhook-secret S --webhook-events a,b] [--parent-pid P]; key and secret may also be given as STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET",
    );
  }
  return startStripe({
    port: Number(values.port ?? 0),
    folder: values.folder,
    webhookUrl: values["webhook-url"] ?? "",
    webhookSecret: values["webhook-secret"] ?? process.env.STRIPE_WEBHOOK_SECRET ?? "",
    ...(values["webhook-events"] === undefined ? {} : { webhookEvents: values["webhook-events"].split(",") }),
    apiKey,
  });
}, values["parent-pid"]);
