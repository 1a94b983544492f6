import type { WorkerToml } from "../support/toml.ts";
import type { SourceFile } from "../support/tree.ts";

/** Vars and secrets without a row that names all their Workers. */
export function unexplainedSettings(tomls: readonly WorkerToml[], page: string): string[] {
  return tomls.flatMap((toml) => {
    const worker = toml.name.replace(/^kiosk-/, "");
    return [...toml.vars, ...toml.secrets]
      .filter((name) => !workersIn(page, name).includes(worker))
      .map((name) => `${name} of ${worker}`);
  });
}

/** Rows about settings that no Worker has. */
export function strangeSettings(tomls: readonly WorkerToml[], page: string): string[] {
  const known = new Set(tomls.flatMap((toml) => [...toml.vars, ...toml.secrets]));
  return [...page.matchAll(/^\| `([A-Z][A-Z_]+)` \|/gm)].flatMap(([, name = ""]) => (known.has(name) ? [] : [name]));
}

function workersIn(page: string, name: string): string[] {
  const cell = new RegExp(`^\\| \`${name}\` \\| ([^|]+) \\|`, "m").exec(page)?.[1] ?? "";
  return cell.split(",").map((worker) => worker.trim());
}

/** Workers that the page deploys before one they are bound to, and those it forgets. */
export function deployedTooEarly(tomls: readonly WorkerToml[], page: string): string[] {
  const order = [...(/Order:\n([^(]+)/.exec(page)?.[1] ?? "").matchAll(/`(\w+)`/g)].map(([, name]) => `kiosk-${name}`);
  return tomls.flatMap(({ name, services }) => {
    const place = order.indexOf(name);
    const isEarly = services.some(({ service }) => order.indexOf(service) > place);
    return place === -1 || isEarly ? [name] : [];
  });
}

/** What Workers say in the log, and the page does not explain. */
export function unexplainedMessages(code: readonly SourceFile[], page: string): string[] {
  const running = code.filter(({ path }) => /^(workers|durable-objects|queues|http|domain)\//.test(path));
  const messages = running.flatMap(({ text }) =>
    [...text.matchAll(/log(?:Problem|Notice)\(\s*"([^"]+)"/g)].map(([, said]) => said),
  );
  return [...new Set(messages)].filter((said): said is string => said !== undefined && !page.includes(`\`${said}\``));
}
