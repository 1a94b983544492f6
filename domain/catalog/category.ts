/** Lower-case letters and digits of any script, joined by hyphens; marks above Latin letters are left out. Empty when none is left. */
export function slugOf(name: string): string {
  return name
    .normalize("NFD")
    .replace(/(\p{Script=Latin})\p{M}+/gu, "$1")
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, "-")
    .replace(/^-+|-+$/g, "");
}

/** Between the slugs of a path. A name's own slug never has two hyphens together, so paths do not run into each other. */
const BELOW = "--";

export type CategoryRow = { slug: string; parent: string | null; name: string };

/**
 * The categories a path of names stands for, from the root down. A category's slug is the path of its names' slugs, so
 * "Kitchen -> Mugs" and "kitchen -> mugs" are one: "kitchen--mugs".
 */
export function categoryRows(path: readonly string[]): CategoryRow[] {
  const slugs = path.map(slugOf);
  return path.map((name, depth) => ({
    slug: slugs.slice(0, depth + 1).join(BELOW),
    parent: depth === 0 ? null : slugs.slice(0, depth).join(BELOW),
    name,
  }));
}
