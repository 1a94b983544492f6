export const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

const TAG = /<(\/?)([a-zA-Z]+)((?: [a-zA-Z][a-zA-Z0-9-]*="[^"<&]*")*)(\/?)>/y;

/** The names of a document's elements in order. Throws at the first place that is not well-formed: ours hold no text. */
export function elementsOf(xml: string): string[] {
  const open: string[] = [];
  const names: string[] = [];
  TAG.lastIndex = 0;
  for (let at = 0; at < xml.length; at = TAG.lastIndex) {
    TAG.lastIndex = at;
    const [, closing, name = "", attributes = "", empty] = TAG.exec(xml) ?? [];
    if (name === "") throw new Error(`not well-formed at ${at}: ${xml.slice(at, at + 60)}`);
    const keys = [...attributes.matchAll(/ ([a-zA-Z][a-zA-Z0-9-]*)=/g)].map(([, key]) => key);
    if (new Set(keys).size !== keys.length) throw new Error(`an attribute twice: ${name}${attributes}`);
    if (closing) {
      if (open.pop() !== name) throw new Error(`</${name}> closes nothing`);
    } else {
      names.push(name);
      if (!empty) open.push(name);
    }
    if (open.length === 0 && TAG.lastIndex < xml.length) throw new Error("more than one root");
  }
  if (open.length > 0) throw new Error(`<${open.join(">")}> stays open`);
  return names;
}
