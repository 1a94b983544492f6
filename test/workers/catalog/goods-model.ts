import type { ProductDraft } from "../../../domain/catalog/types.ts";
import type { ProductId } from "../../../domain/kernel/ids.ts";
import { draft, variant } from "./support.ts";

/** A product as the test believes it to stand. */
export type Good = { id: ProductId; handle: string; sku: string; title: string; minor: number; isPublished: boolean };
/** All goods of a run, as they stood from a moment on. */
type Standing = { from: number; goods: readonly Good[] };

/** What a change must be seen within, everywhere. */
export const SEEN_WITHIN_MS = 2_000;

/** What was true when. */
export class Truth {
  readonly #standings: Standing[] = [{ from: 0, goods: [] }];

  get goods(): readonly Good[] {
    return this.#standings.at(-1)?.goods ?? [];
  }

  change(at: number, goods: readonly Good[]): void {
    this.#standings.push({ from: at, goods });
  }

  /** What a read at this moment may answer: what stood at any time of the last two seconds. */
  allowed<T>(at: number, answer: (goods: readonly Good[]) => T): T[] {
    return this.#standings
      .filter(({ from }, index) => from <= at && (this.#standings[index + 1]?.from ?? at) >= at - SEEN_WITHIN_MS)
      .map(({ goods }) => answer(goods));
  }
}

export function draftOf(good: Omit<Good, "id">, category: string): ProductDraft {
  return draft(good.handle, {
    title: good.title,
    status: good.isPublished ? "published" : "draft",
    category: [category],
    variants: [variant(good.sku, { prices: { USD: good.minor } })],
  });
}
