/** What is said of a kind of goods. `{seen}`, `{Seen}` and `{colours}` stand for what pattern and palette bring. */
export type GoodText = {
  what: readonly string[];
  why: readonly string[];
  facts: { material: string; size: string; care: string };
  /** Alternative texts of the pictures: the thing in the studio, and where it is in use. */
  worn: string;
  used: string;
};
