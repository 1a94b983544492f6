type Kind = "code" | "text" | "comment";
type Piece = { kind: Kind; text: string };

/** What may stand before a slash that begins a regular expression; after anything else it divides. */
const BEFORE_REGEX = /(?:[(,=:[!&|?{};+>~^%*-]|\b(?:return|typeof|case|of|in))\s*$|^\s*$/;
const TOKEN = {
  line: /\/\/[^\n]*/y,
  block: /\/\*[\s\S]*?\*\//y,
  double: /"(?:[^"\\\n]|\\.)*"/y,
  single: /'(?:[^'\\\n]|\\.)*'/y,
  regex: /\/(?![*/])(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y,
};

/** The code alone: comments and the insides of strings and regular expressions are blanked, lines stay. Code within `${…}` stays. */
export function codeOf(source: string): string {
  return pieces(source)
    .map(({ kind, text }) => (kind === "code" ? text : blank(text)))
    .join("");
}

/** The code with its strings, without its comments. */
export function uncommented(source: string): string {
  return pieces(source)
    .map(({ kind, text }) => (kind === "comment" ? blank(text) : text))
    .join("");
}

const blank = (text: string) => text.replace(/[^\n]/g, " ");

function pieces(source: string): Piece[] {
  const found: Piece[] = [];
  /** How deep in braces each open `${` was opened: its end resumes the template. */
  const templates: number[] = [];
  let depth = 0;
  let at = 0;
  let code = "";
  const take = (kind: Kind, text: string) => {
    if (kind !== "code") {
      found.push({ kind: "code", text: code }, { kind, text });
      code = "";
    } else code += text;
    at += text.length;
  };
  while (at < source.length) {
    const literal = literalAt(source, at, code);
    const letter = source[at] ?? "";
    if (literal !== null) take(literal.kind, literal.text);
    else if (letter === "`" || (letter === "}" && templates.at(-1) === depth)) {
      if (letter === "}") templates.pop();
      const text = templateFrom(source, at);
      if (text.endsWith("${")) templates.push(depth);
      take("text", text);
    } else {
      if (letter === "{") depth += 1;
      if (letter === "}") depth -= 1;
      take("code", letter);
    }
  }
  return [...found, { kind: "code", text: code }];
}

function literalAt(source: string, at: number, before: string): Piece | null {
  if (!"/\"'".includes(source[at] ?? "")) return null;
  for (const [name, token] of Object.entries(TOKEN)) {
    token.lastIndex = at;
    const text = token.exec(source)?.[0];
    if (text === undefined) continue;
    if (name === "regex" && !BEFORE_REGEX.test(before.slice(-20))) continue;
    return { kind: name === "line" || name === "block" ? "comment" : "text", text };
  }
  return null;
}

/** From a back-tick (or the brace that ends a `${`) to the next `${` or the closing back-tick. */
function templateFrom(source: string, at: number): string {
  let end = at + 1;
  while (end < source.length && source[end] !== "`" && !source.startsWith("${", end))
    end += source[end] === "\\" ? 2 : 1;
  return source.slice(at, source.startsWith("${", end) ? end + 2 : end + 1);
}
