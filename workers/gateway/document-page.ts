import type { ApiDocument } from "./document.ts";
import { STYLE } from "./document-style.ts";

type Node = Record<string, unknown>;
type Operation = { path: string; method: string; node: Node };

/** The document as one readable page. */
export function pageOf(document: ApiDocument): string {
  const operations = operationsOf(document);
  const tags = (document.tags ?? []).map(({ name, description }) => ({ name, description: description ?? "" }));
  const sections = tags.map(({ name, description }) => {
    const own = operations.filter(({ node }) => list(node.tags).includes(name));
    return `<h2 id="${anchorOf(name)}">${escaped(name)}</h2><p>${escaped(description)}</p>${own.map(operationOf).join("")}`;
  });
  const schemas = Object.entries(document.components?.schemas ?? {}).map(
    ([name, schema]) =>
      `<details id="schema-${escaped(name)}"><summary><code>${escaped(name)}</code></summary>${block(schema)}</details>`,
  );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(document.info.title)} API</title><style>${STYLE}</style></head><body>
<h1>${escaped(document.info.title)} API</h1>${paragraphs(document.info.description ?? "")}
<p>For programs: <a href="/api/v1/openapi.json">openapi.json</a></p>
<nav>${tags.map(({ name }) => `<a href="#${anchorOf(name)}">${escaped(name)}</a>`).join("")}<a href="#schemas">Schemas</a></nav>
${sections.join("\n")}<h2 id="schemas">Schemas</h2>${schemas.join("\n")}</body></html>`;
}

function operationsOf(document: ApiDocument): Operation[] {
  return Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods as Node).map(([method, node]) => ({
      path,
      method: method.toUpperCase(),
      node: node as Node,
    })),
  );
}

function operationOf({ path, method, node }: Operation): string {
  const { requestBody, responses } = node as { requestBody?: { content: Node }; responses: Record<string, Node> };
  const body = requestBody ? `<h4>Body</h4>${shapeOf(schemaOf(requestBody))}` : "";
  return `<details id="${escaped(String(node.operationId))}"><summary><span class="method">${method}</span><code>${escaped(path)}</code>
<span class="what">${escaped(String(node.summary))}</span></summary>
${paragraphs(String(node.description ?? ""))}<p>${security(node)}</p>${parametersOf(node)}${body}
<h4>Answers</h4><table>${Object.entries(responses).map(responseOf).join("")}</table></details>`;
}

function parametersOf(node: Node): string {
  const rows = list(node.parameters).map((parameter) => {
    const { name, in: where, required, schema, description = (schema as Node).description } = parameter as Node;
    const need = required ? "" : ", optional";
    return `<tr><td><code>${escaped(String(name))}</code></td><td>${escaped(String(where))}${need}</td><td>${valuesOf(schema as Node)}${inline(String(description ?? ""))}</td></tr>`;
  });
  return rows.length === 0 ? "" : `<h4>Parameters</h4><table>${rows.join("")}</table>`;
}

/** What a parameter may be, in a few words. */
function valuesOf({ type, enum: values, minimum, maximum, default: preset, examples }: Node): string {
  const words = [
    ...(Array.isArray(values) ? [values.join(" | ")] : type === "string" ? [] : [String(type)]),
    ...(minimum === undefined ? [] : [`from ${String(minimum)}`]),
    ...(maximum === undefined ? [] : [`to ${String(maximum)}`]),
    ...(preset === undefined ? [] : [`else ${String(preset)}`]),
    ...list(examples).map((example) => `as ${String(example)}`),
  ];
  return words.length === 0 ? "" : `<code>${escaped(words.join(" "))}</code> `;
}

function responseOf([status, response]: [string, Node]): string {
  const headers = Object.keys((response.headers ?? {}) as Node).map((name) => ` <code>${escaped(name)}</code>`);
  const shown = headers.length === 0 ? "" : ` With${headers.join(",")}.`;
  return `<tr><th>${escaped(status)}</th><td>${inline(String(response.description))}.${shown} ${shapeOf(schemaOf(response))}</td></tr>`;
}

/** A schema by its name, as a list of them, or written out behind a fold. */
function shapeOf(schema: unknown): string {
  const { $ref, type, properties } = (schema ?? {}) as { $ref?: string; type?: string; properties?: Node };
  if ($ref !== undefined) return linkTo($ref);
  const items = (properties?.items as { items?: { $ref?: string } } | undefined)?.items?.$ref;
  if (items !== undefined && Object.keys(properties ?? {}).length === 2) return `A list of ${linkTo(items)}`;
  return properties === undefined && type !== "array" ? "" : block(schema);
}

function linkTo(ref: string): string {
  const name = escaped(ref.split("/").at(-1) ?? "");
  return `<a href="#schema-${name}">${name}</a>`;
}

function security(node: Node): string {
  const ways = list(node.security) as Record<string, string[]>[];
  if (ways.length === 0) return "Open to all.";
  const names = ways.map((way) => {
    const needed = Object.entries(way).map(([scheme, roles]) => [scheme, ...roles].join(" "));
    return needed.length === 0 ? "nothing" : needed.join(" and ");
  });
  return `With ${escaped(names.join(", or "))}.`;
}

function schemaOf(holder: Node): unknown {
  const content = Object.values((holder.content ?? {}) as Record<string, Node>)[0];
  return content?.schema;
}

/** A schema as it stands in the document; names of other schemas lead to them. */
function block(value: unknown): string {
  const text = escaped(JSON.stringify(value, null, 2) ?? "");
  return `<pre>${text.replace(/#\/components\/schemas\/(\w+)/g, '<a href="#schema-$1">$1</a>')}</pre>`;
}

function paragraphs(text: string): string {
  const parts = text === "" ? [] : text.split("\n\n");
  return parts.map((part) => `<p>${inline(part)}</p>`).join("");
}

function inline(text: string): string {
  return escaped(text).replace(/`([^`]+)`/g, "<code>$1</code>");
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function anchorOf(name: string): string {
  return name.toLowerCase().replace(/\W+/g, "-");
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
