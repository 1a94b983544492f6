import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { CannotStart } from "./cannot-start.ts";

export type Options = { folder: string; port: number; reset: boolean };

const PORT_DEFAULT = 8787;
const PORT_MAX = 65_535;

/** What was typed after `--`, over what the environment says (KIOSK_STATE). */
export function readOptions(args: string[], env: NodeJS.ProcessEnv): Options {
  const values = parse(args);
  const port = values.port === undefined ? PORT_DEFAULT : Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > PORT_MAX) {
    throw new CannotStart(`--port wants a number from 1 to ${PORT_MAX}, not "${values.port}".`);
  }
  return { folder: resolve(values.state ?? env.KIOSK_STATE ?? ".kiosk"), port, reset: values.reset ?? false };
}

function parse(args: string[]) {
  try {
    const options = { state: { type: "string" }, port: { type: "string" }, reset: { type: "boolean" } } as const;
    return parseArgs({ args, options, strict: true, allowPositionals: false }).values;
  } catch (cause) {
    const why = (cause as Error).message.split(". ")[0];
    throw new CannotStart(`${why}. Known are --port N, --state FOLDER and --reset.`);
  }
}
