import { join } from "node:path";
import { runNode } from "./command.ts";
import { type Outcome, oneTest } from "./suite.ts";

/** The public description of the API, made from the routes, and linted as its readers would. */
export async function openApi(folder: string): Promise<Outcome> {
  const file = join(folder, "openapi.json");
  const made = await runNode(["scripts/openapi.ts", file]);
  if (made.code !== 0) return oneTest(made);
  return oneTest(await runNode(["node_modules/@redocly/cli/bin/cli.js", "lint", file], { REDOCLY_TELEMETRY: "off" }));
}
