import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { apiDocument } from "../workers/gateway/document.ts";
import { routes } from "../workers/gateway/routes.ts";

/** Writes the OpenAPI document to the file named, or to the standard output. */
const text = `${JSON.stringify(apiDocument(routes), null, 2)}\n`;
const file = process.argv[2];
if (file === undefined) process.stdout.write(text);
else {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
