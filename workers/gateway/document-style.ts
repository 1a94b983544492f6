import { createHash } from "node:crypto";

export const STYLE = `
:root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 18%, transparent) }
body { font: 16px/1.55 system-ui, sans-serif; max-width: 62rem; margin: 0 auto; padding: 2rem 1.25rem; overflow-wrap: anywhere }
h1 { font-size: 1.9rem; margin: 0 } h2 { margin: 3rem 0 .5rem; border-bottom: 1px solid var(--line) } h4 { margin: 1.25rem 0 .25rem }
nav { display: flex; flex-wrap: wrap; gap: .25rem 1rem } nav a { white-space: nowrap }
details { border-bottom: 1px solid var(--line); padding: 0 .5rem } details[open] { padding-bottom: 1rem }
summary { cursor: pointer; padding: .6rem 0; display: flex; gap: .1rem .8rem; flex-wrap: wrap; align-items: baseline }
summary:hover { text-decoration: underline } details[open] > summary { border-bottom: 1px solid var(--line) }
code, pre { font: .875em/1.5 ui-monospace, monospace } pre { overflow: auto; padding: .8rem; border: 1px solid var(--line); border-radius: 6px }
.method { font-weight: 700; width: 4.2rem } .what { opacity: .75; margin-left: auto }
table { border-collapse: collapse } td, th { text-align: left; vertical-align: top; padding: .25rem 1rem .25rem 0; overflow-wrap: break-word }
@media (max-width: 40rem) { .what { margin-left: 0; flex-basis: 100% } }
`;

/** Nothing is loaded from anywhere; the one style is allowed by its hash. */
export const PAGE_HEADERS = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy": `default-src 'none'; style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
};
