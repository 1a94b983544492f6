import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Criteria } from "../../../domain/search/criteria.ts";
import { filterToken } from "../../../domain/search/filter-token.ts";
import { errorsForgiven, nearBeginnings, nearestTerm, typingErrors } from "../../../domain/search/near-words.ts";
import { priceBand } from "../../../domain/search/price-band.ts";
import { textQueries } from "../../../domain/search/text-query.ts";
import { folded, WORDS_MAX, wordsOf } from "../../../domain/search/words.ts";

describe("words", () => {
  test("are what FTS5 makes words of, in lower case; all else only separates them", () => {
    expect(wordsOf("Blue mug")).toEqual(["blue", "mug"]);
    expect(wordsOf('NEAR("a" OR col:b*)')).toEqual(["near", "a", "or", "col", "b"]);
    expect(wordsOf("* ^ - ( 🦄 \u0000")).toEqual([]);
    expect(wordsOf("CAFE\u0301")).toEqual(["café"]);
  });

  test("are looked up without their marks", () => {
    expect(["Café", "ÜBER", "straße", "日本"].map(folded)).toEqual(["cafe", "uber", "straße", "日本"]);
  });
});

describe("a text query", () => {
  const criteria = (q: string, more: Partial<Criteria> = {}): Criteria => ({
    currency: "USD",
    words: wordsOf(q),
    options: {},
    ...more,
  });

  test("has every word quoted, the last one begun, and the tokens in their own column", () => {
    const usd = filterToken("currency", "USD");
    expect(textQueries(criteria("Blue mug"))).toEqual({
      nearest: [
        `title : ("blue" AND "mug") AND filters : (${usd})`,
        `title : ("blue" AND "mug" *) AND filters : (${usd})`,
        `{title category tags options skus} : ("blue" AND "mug" *) AND filters : (${usd})`,
      ],
      all: `{title category tags options skus description} : ("blue" AND "mug" *) AND filters : (${usd})`,
    });
    expect(textQueries(criteria(""))).toEqual({ nearest: [], all: `filters : (${usd})` });
  });

  test("is bounded and holds no operator, whatever is typed and chosen", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 600 }), (typed) => {
        const { all } = textQueries(criteria(typed, { category: typed, tag: typed, options: { [typed]: typed } }));
        const words =
          /^(\{[a-z ]+\} : \(("[^"]+"( AND )?){1,8} \*\) AND )?filters : \([a-z0-9]{12}( AND [a-z0-9]{12}){3}\)$/;
        expect(all).toMatch(words);
        expect(all.isWellFormed()).toBe(true);
        for (const word of wordsOf(typed)) expect([...word].length).toBeLessThanOrEqual(50);
        expect(wordsOf(typed).length).toBeLessThanOrEqual(WORDS_MAX);
      }),
    );
  });

  test("tells values apart by tokens of one length", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(filterToken("option", "Size", a)).toMatch(/^o[a-z0-9]{11}$/);
        expect(filterToken("option", "Size", a) === filterToken("option", "Size", b)).toBe(
          a.normalize("NFC") === b.normalize("NFC"),
        );
      }),
    );
    expect(filterToken("option", "a", "b")).not.toBe(filterToken("option", "ab", ""));
    expect(filterToken("tag", "a")).not.toBe(filterToken("category", "a"));
  });
});

test("a price lies in one band, which ends where people round", () => {
  expect([0, 1, 2, 9, 10, 1_999, 2_000, 4_999, 5_000, 1_000_000_000_000].map(priceBand)).toEqual([
    ...["0-0", "1-1", "2-4", "5-9", "10-19", "1000-1999", "2000-4999", "2000-4999", "5000-9999"],
    "1000000000000-1999999999999",
  ]);
  fc.assert(
    fc.property(fc.nat(2_000_000_000), (minor) => {
      const [low = 0, high = 0] = priceBand(minor).split("-").map(Number);
      expect(low <= minor && minor <= high).toBe(true);
      expect([priceBand(low), priceBand(high)]).toEqual([priceBand(minor), priceBand(minor)]);
    }),
  );
});

describe("near words", () => {
  const term = fc.string({ unit: fc.constantFrom(..."abcdefgh"), minLength: 3, maxLength: 12 });

  test("typing errors are letters left out, put in, replaced, swapped", () => {
    for (const [a, b, errors] of [
      ...([
        ["mug", "mug", 0],
        ["mug", "mgu", 1],
        ["mug", "mg", 1],
        ["mug", "muug", 1],
        ["mug", "mud", 1],
      ] as const),
      ...([
        ["", "ab", 2],
        ["vermilion", "vermillian", 2],
        ["abc", "xyz", 3],
      ] as const),
    ] as const) {
      expect([a, b, typingErrors(a, b)]).toEqual([a, b, errors]);
    }
    fc.assert(
      fc.property(term, term, (a, b) => {
        expect(typingErrors(a, b)).toBe(typingErrors(b, a));
      }),
    );
  });

  test("the beginnings that are looked at hold every word one error away", () => {
    fc.assert(
      fc.property(term, fc.nat(2), fc.constantFrom(..."abcdefghxyz"), fc.nat(3), (word, place, letter, kind) => {
        const [head, at, tail] = [word.slice(0, place), word.slice(place, place + 1), word.slice(place + 1)];
        const next = tail.slice(0, 1);
        const wrong =
          [head + tail, head + letter + at + tail, head + letter + tail, head + next + at + tail.slice(1)][kind] ?? "";
        if (wrong.length >= 3) expect(nearBeginnings(wrong)).toContain(word.slice(0, 2));
      }),
      { numRuns: 500 },
    );
    expect(nearBeginnings("mug").length).toBeLessThanOrEqual(85);
  });

  test("the nearest is meant, of equals the one of most products; nothing too far away, and nothing for short words", () => {
    const terms = [
      { term: "vase", weight: 3 },
      { term: "vast", weight: 9 },
      { term: "base", weight: 9 },
    ];
    expect(nearestTerm("vasee", terms)).toBe("vase");
    expect(nearestTerm("vaso", terms)).toBe("vast");
    expect(nearestTerm("table", terms)).toBeNull();
    expect(nearestTerm("va", terms)).toBeNull();
    expect([2, 3, 5, 6].map((length) => errorsForgiven("x".repeat(length)))).toEqual([0, 1, 1, 2]);
  });
});
