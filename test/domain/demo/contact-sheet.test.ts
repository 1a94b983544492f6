import { expect, test } from "vitest";
import { GOODS } from "../../../demo/goods.ts";
import { contactSheet } from "../../../scripts/contact-sheet/page.ts";

test("the contact sheet shows every product's three pictures by kind, and none takes another's parts", () => {
  const { html, products, pictures, width, height } = contactSheet();
  expect(html.match(/<svg /g)).toHaveLength(pictures);
  expect(html.match(/<figure>/g)).toHaveLength(products);
  expect(pictures).toBe(products * 3);
  const headings = [...html.matchAll(/<h2>([^<]+) <small>(\d+)/g)].map(([, name, count]) => [name, Number(count)]);
  expect(headings).toEqual(GOODS.map((good) => [good.category.join(" / "), good.products]));
  const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
  // What a browser photographs in one piece.
  expect([width, height].every((side) => side > 1_000 && side < 16_384)).toBe(true);
});
