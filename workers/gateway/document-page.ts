import { createHash } from "node:crypto";
import type { ApiDocument } from "./document.ts";

const STYLE = `
:root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 18%, transparent) }
body { font: 16px/1.55 system-ui, sans-serif; max-width: 62rem; margin: 0 auto; padding: 2rem 1.25rem }
h1 { font-size: 1.9rem; margin: 0 } h2 { margin: 3rem 0 .5rem; border-bottom: 1px solid var(--line) }
details { border-bottom: 1px solid var(--line) } summary { cursor: pointer; padding: .6rem 0; display: flex; gap: .8rem; flex-wrap: wrap }
code, pre { font: .875em/1.5 ui-monospace, monospace } pre { overflow: auto; padding: .8rem; border: 1px solid var(--line); border-radius: 6px }
.method { font-weight: 700; width: 4.2rem } .what { opacity: .75; margin-left: auto } table { border-collapse: collapse; margin: .5rem 0 1rem }
td, th { text-align: left; vertical-align: top; padding: .25rem 1rem .25rem 0 } nav a { margin-right: 1rem }
`;

/** Nothing is loaded from anywhere; the one style is allowed by its hash. */
export const PAGE_HEADERS = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy": `default-src 'none'; style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
};

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
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
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
  const body = requestBody ? `<h4>Body</h4>${block(schemaOf(requestBody))}` : "";
  return `<details><summary><span class="method">${method}</span><code>${escaped(path)}</code>
<span class="what">${escaped(String(node.summary))}</span></summary>
${paragraphs(String(node.description ?? ""))}<p>${security(node)}</p>${parametersOf(node)}${body}
<h4>Answers</h4><table>${Object.entries(responses).map(responseOf).join("")}</table></details>`;
}

function parametersOf(node: Node): string {
  const rows = list(node.parameters).map((parameter) => {
    const { name, in: where, required, description } = parameter as Node;
    const need = required ? "" : " (optional)";
    return `<tr><td><code>${escaped(String(name))}</code></td><td>${escaped(String(where))}${need}</td><td>${escaped(String(description ?? ""))}</td></tr>`;
  });
  return rows.length === 0 ? "" : `<h4>Parameters</h4><table>${rows.join("")}</table>`;
}

function responseOf([status, response]: [string, Node]): string {
  const schema = schemaOf(response) as { $ref?: string } | undefined;
  const name = schema?.$ref?.split("/").at(-1);
  const link = name === undefined ? "" : ` <a href="#schema-${escaped(name)}">${escaped(name)}</a>`;
  return `<tr><th>${escaped(status)}</th><td>${paragraphs(String(response.description))}</td><td>${link}</td></tr>`;
}

function security(node: Node): string {
  const ways = list(node.security) as Record<string, string[]>[];
  if (ways.length === 0) return "Open to all.";
  const names = ways.map((way) => Object.entries(way).map(([scheme, roles]) => [scheme, ...roles].join(" ")));
  return `With ${names.map((way) => escaped(way[0] ?? "nothing")).join(", or ")}.`;
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
  return parts.map((part) => `<p>${escaped(part).replace(/`([^`]+)`/g, "<code>$1</code>")}</p>`).join("");
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
