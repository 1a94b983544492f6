import { CannotStart } from "./cannot-start.ts";
import { readOptions } from "./options.ts";
import { tryPort } from "./port.ts";
import { openSecrets } from "./secrets.ts";
import { openState, takeFolder } from "./state.ts";
import { Stopping } from "./stopping.ts";

async function start(stopping: Stopping): Promise<void> {
  const options = readOptions(process.argv.slice(2), process.env);
  await takeFolder(options.folder);
  await tryPort(options.port);
  const state = openState(options.folder, options.reset);
  const secrets = openSecrets(options.folder, !state.settings.seeded, process.env);
  // The runtime's tools take a second to load: what can be refused is refused before.
  const { run } = await import("./run.ts");
  await run(options, { state, secrets, stopping });
}

const stopping = new Stopping();
try {
  await start(stopping);
} catch (cause) {
  console.error(cause instanceof CannotStart ? cause.message : cause);
  await stopping.now(1);
}
