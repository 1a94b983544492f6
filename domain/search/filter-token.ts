const KINDS = { currency: "m", category: "k", tag: "t", option: "o" } as const;

/**
 * A word of the index that no text has a say in: it stands in a column of its own and means "is in this category", "has
 * this option". 53 bits tell the values of a shop apart.
 */
export function filterToken(kind: keyof typeof KINDS, ...parts: string[]): string {
  const text = parts.map((part) => part.normalize("NFC")).join("\u0000");
  let low = 0xdeadbeef;
  let high = 0x41c6ce57;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    low = Math.imul(low ^ code, 2_654_435_761);
    high = Math.imul(high ^ code, 1_597_334_677);
  }
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
  const hash = 4_294_967_296 * (2_097_151 & high) + (low >>> 0);
  // Of one length, so that none is a part of another.
  return `${KINDS[kind]}${hash.toString(36).padStart(11, "0")}`;
}
