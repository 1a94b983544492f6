import { mkdirSync, writeFileSync } from "node:fs";
import { contactSheet } from "./contact-sheet/page.ts";
import { photograph } from "./contact-sheet/photograph.ts";

/** Draws all of the demo's goods into one page, and photographs it when a browser is installed. */
const FOLDER = ".kiosk";
const [page, photo] = [`${FOLDER}/contact-sheet.html`, `${FOLDER}/contact-sheet.png`];

const sheet = contactSheet();
mkdirSync(FOLDER, { recursive: true });
writeFileSync(page, sheet.html);
console.log(
  `${page}: ${sheet.products} products, ${sheet.pictures} pictures, ${Math.round(sheet.html.length / 1_000)} kB`,
);
console.log((await photograph(page, photo, sheet)) ? photo : "No Chromium found: no PNG.");
