import { demoCatalog } from "../../demo/catalog.ts";
import { GOODS } from "../../demo/goods.ts";
import { pictureOf } from "../../demo/picture.ts";
import type { ProductDraft } from "../../domain/catalog/types.ts";

/** The sheet's measures in pixels: the photograph has to be as large as the page. */
const [COLUMNS, CARD, GAP, CAPTION, HEADING] = [8, 232, 16, 44, 72];
const SMALL = (CARD - 8) / 2;
const ROW = CARD + 8 + SMALL + CAPTION + GAP;

export type Sheet = { html: string; products: number; pictures: number; width: number; height: number };

/** All goods of the demo by category: the thing large, its print and its use small, its name and price. */
export function contactSheet(): Sheet {
  const { products } = demoCatalog();
  const categories = Map.groupBy(
    products.toSorted((a, b) => placeOf(a) - placeOf(b)),
    ({ category }) => category.join(" / "),
  );
  const sections = [...categories].map(([name, goods]) => {
    return `<h2>${escaped(name)} <small>${goods.length}</small></h2><section>${goods.map(card).join("")}</section>`;
  });
  const rows = [...categories.values()].reduce((sum, goods) => sum + Math.ceil(goods.length / COLUMNS), 0);
  return {
    html: `<!doctype html><html lang="en"><meta charset="utf-8"><title>Tessella: contact sheet</title><style>${STYLE}</style>${sections.join("")}</html>`,
    products: products.length,
    pictures: products.reduce((sum, { media }) => sum + media.length, 0),
    width: COLUMNS * CARD + (COLUMNS + 1) * GAP,
    height: categories.size * HEADING + rows * ROW + GAP,
  };
}

/** Kinds in the order of the shop's range, not of chance. */
const placeOf = ({ category }: ProductDraft): number =>
  GOODS.findIndex((good) => good.category.at(-1) === category.at(-1));

function card({ title, media, tags, variants }: ProductDraft): string {
  const drawn = media.map(({ url, alt }) => {
    const picture = pictureOf(url.slice("/media/demo/".length, -".svg".length));
    if (picture === null) throw new Error(`${url} is not drawn`);
    return picture.replace("<svg ", `<svg aria-label="${escaped(alt)}" `);
  });
  const least = Math.min(...variants.map(({ prices }) => prices.USD ?? 0));
  const label = tags.filter((tag) => tag === "new" || tag === "sale").join("");
  return `<figure>${drawn.join("")}<figcaption>${escaped(title)}<br><b>from $${least / 100}</b> <i>${label}</i></figcaption></figure>`;
}

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

const STYLE = `
body { margin: 0; padding: 0 ${GAP}px; background: #f7f4ee; color: #22242a; font: 12px/16px system-ui, sans-serif; }
h2 { height: ${HEADING}px; margin: 0; font: 600 22px/${HEADING}px system-ui, sans-serif; }
small { font-weight: 400; color: #6a655c; }
section { display: grid; grid-template-columns: repeat(${COLUMNS}, ${CARD}px); gap: 0 ${GAP}px; }
figure { margin: 0; height: ${ROW}px; display: flex; flex-wrap: wrap; gap: 8px; align-content: start; }
svg { width: ${CARD}px; height: ${CARD}px; display: block; border-radius: 3px; }
svg ~ svg { width: ${SMALL}px; height: ${SMALL}px; }
figcaption { width: 100%; height: 32px; }
i { color: #b03a1e; }
`;
