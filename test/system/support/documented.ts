import { Ajv2020 } from "ajv/dist/2020.js";
import { expect } from "vitest";
import { formFaults } from "./api-forms.ts";
import type { Answer, Ask, Client, Json } from "./client.ts";

type Operation = { tags: string[]; responses: Record<string, { content?: Record<string, unknown> }> };
type Row = { method: string; template: string; pattern: RegExp; operation: Operation };

export type Documented = {
  /** Asks, and holds the answer to what the shop's own document says of that route and status. */
  ask: Client;
  /** The routes of a tag that nobody asked yet. */
  unasked(tag: string): string[];
};

/** A client for which the shop's OpenAPI document is a promise: statuses, types, and the forms of problems, money, times, ids and lists. */
export async function documentedClient(ask: Client): Promise<Documented> {
  const { body: document } = await ask<{ paths: Record<string, Record<string, Operation>> }>("GET", "/openapi.json");
  const rows = Object.entries(document.paths).flatMap(([template, methods]) =>
    Object.entries(methods).map(([method, operation]): Row => {
      const pattern = new RegExp(`^${template.replace(/[.]/g, "\\.").replace(/\{\w+\}/g, "[^/]+")}$`);
      return { method: method.toUpperCase(), template, pattern, operation };
    }),
  );
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
  ajv.addSchema({ ...document, $id: "api" });
  const asked = new Set<Row>();

  const documented = async <Body = Json>(method: string, path: string, how?: Ask): Promise<Answer<Body>> => {
    const answer = await ask<Body>(method, path, how);
    const where = (path.startsWith("//") ? path.slice(1) : `/api/v1${path}`).replace(/[?#].*$/, "");
    const row = rows.find((each) => each.method === method && each.pattern.test(where));
    if (row !== undefined) asked.add(row);
    const faults = [...(row === undefined ? [] : documentFaults(ajv, row, answer)), ...formFaults(answer)];
    expect(faults, `${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`).toEqual([]);
    return answer;
  };
  const unasked = (tag: string) =>
    rows
      .filter((row) => row.operation.tags.includes(tag) && !asked.has(row))
      .map(({ method, template }) => `${method} ${template}`);
  return { ask: documented, unasked };
}

function documentFaults(ajv: Ajv2020, row: Row, { status, body, headers }: Answer<unknown>): string[] {
  const answers = row.operation.responses[status];
  if (answers === undefined) return [`status ${status} is not in the document`];
  const type = headers.get("content-type");
  const wanted = Object.keys(answers.content ?? {})[0];
  if (wanted === undefined) return type === null ? [] : [`a body (${type}) where the document has none`];
  if (type !== wanted && type?.split(";")[0] !== wanted.split(";")[0]) return [`${type} instead of ${wanted}`];
  if (!/json/.test(wanted)) return [];
  const steps = ["paths", row.template, row.method.toLowerCase(), "responses", String(status), "content", wanted];
  const pointer = steps.map((step) => encodeURIComponent(step.replaceAll("~", "~0").replaceAll("/", "~1"))).join("/");
  const check = ajv.getSchema(`api#/${pointer}/schema`);
  if (check === undefined) return [`no schema at ${pointer}`];
  return check(body) ? [] : (check.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}
