import { hashOf } from "./hash.ts";

const KINDS = { currency: "m", category: "k", tag: "t", option: "o" } as const;

/**
 * A word of the index that no text has a say in: it stands in a column of its own and means "is in this category", "has
 * this option". All are of one length, so that none is a part of another.
 */
export function filterToken(kind: keyof typeof KINDS, ...parts: string[]): string {
  return `${KINDS[kind]}${hashOf(parts.map((part) => part.normalize("NFC")).join("\u0000"))}`;
}
