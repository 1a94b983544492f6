import { parseArgs } from "node:util";
import { runAsProcess } from "../kernel/process.ts";
import { startMailbox } from "./server.ts";

const text = { type: "string" } as const;
const { values } = parseArgs({ options: { port: text, folder: text, "parent-pid": text } });

runAsProcess(async () => {
  const apiKey = process.env.MAIL_API_KEY;
  if (values.folder === undefined || apiKey === undefined) {
    throw new Error("usage: MAIL_API_KEY=re_… main.ts --folder F [--port N] [--parent-pid P]");
  }
  return startMailbox({ port: Number(values.port ?? 0), folder: values.folder, apiKey });
}, values["parent-pid"]);
