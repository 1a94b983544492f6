import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeBody, encodeBody, orderNumber } from "../../../domain/kernel/ids.ts";
import { home } from "../../../workers/kernel/home.ts";
import { currencyOf, Ids } from "../../../workers/kernel/ids.ts";

const older = "11".repeat(32);
const newer = "22".repeat(32);
const ids = new Ids(older);

describe("an id", () => {
  test("is told from a forged one without asking any storage", () => {
    const id = ids.mint("ord");
    expect(ids.check("ord", id)).toBe(id);
    fc.assert(
      fc.property(
        fc.integer({ min: 4, max: id.length - 1 }),
        fc.constantFrom(..."0123456789abcdefghjkmnpqrstvwxyz"),
        (at, letter) => {
          const changed = id.slice(0, at) + letter + id.slice(at + 1);
          expect(ids.check("ord", changed)).toBe(changed === id ? id : null);
        },
      ),
    );
  });

  test("of one kind is no id of another, though the bytes be the same", () => {
    const order = ids.mint("ord");
    expect(ids.check("cart", order.replace("ord_", "cart_"))).toBeNull();
    expect(ids.check("prod", order)).toBeNull();
  });

  test("is never thrown at: any text gets an answer", () => {
    const refused = (text: string) => ids.check("ord", text) === null;
    fc.assert(fc.property(fc.string({ maxLength: 100 }), refused));
    fc.assert(fc.property(fc.string({ maxLength: 40 }), (text) => refused(`ord_${text}`)));
  });

  test("carries its tag, and the tag is sealed too", () => {
    const cart = ids.mint("cart", "usd");
    expect(currencyOf(ids, cart)).toBe("USD");
    expect(ids.check("cart", cart.replace("usd", "eur"))).toBeNull();
  });

  test("derived from the same parts is the same, and parts do not run together", () => {
    expect(ids.derive("ord", ["a", "b"])).toBe(ids.derive("ord", ["a", "b"]));
    expect(ids.derive("ord", ["a", "b"])).not.toBe(ids.derive("ord", ["ab", ""]));
  });

  test("leads to its siblings and back", () => {
    const order = ids.mint("ord");
    const payment = ids.sibling("pay", order, "2");
    expect(ids.check("pay", payment)).toBe(payment);
    expect(ids.tagOf(payment)).toBe("2");
    expect(ids.sibling("ord", payment)).toBe(order);
  });

  test("minted before a key was added is still good after", () => {
    const rotated = new Ids(`${newer},${older}`);
    const id = ids.mint("usr");
    expect(rotated.check("usr", id)).toBe(id);
    expect(ids.check("usr", rotated.mint("usr"))).toBeNull();
  });

  test("of a key that only some Workers mint with yet is known to those that wait", () => {
    const waiting = new Ids(`${older},${newer},${older}`);
    const ahead = new Ids(`${newer},${older}`);
    const id = ahead.mint("cart", "usd");
    expect(waiting.check("cart", id)).toBe(id);
    expect(ids.check("cart", waiting.mint("cart", "usd"))).not.toBeNull();
    expect(waiting.derive("ord", ["x"])).toBe(ahead.derive("ord", ["x"]));
    expect(waiting.opens(ahead.token(id), id)).toBe(true);
  });

  test("is found again after a key was added: by the parts it came from, and by its sibling", () => {
    const rotated = new Ids(`${newer},${older}`);
    expect(rotated.derive("ord", ["x"])).toBe(ids.derive("ord", ["x"]));
    const order = ids.mint("ord");
    const payment = ids.sibling("pay", order, "1");
    expect(rotated.sibling("pay", order, "1")).toBe(payment);
    expect(rotated.sibling("ord", payment)).toBe(order);
    const later = rotated.mint("ord");
    expect(rotated.sibling("ord", rotated.sibling("pay", later, "1"))).toBe(later);
  });

  test("of a guest opens with its own token only", () => {
    const [mine, other] = [ids.mint("cart", "usd"), ids.mint("cart", "usd")];
    expect(ids.opens(ids.token(mine), mine)).toBe(true);
    expect(ids.opens(ids.token(other), mine)).toBe(false);
    expect(ids.opens("", mine)).toBe(false);
    expect(ids.opens(undefined, mine)).toBe(false);
  });

  test("keeps every byte through base32", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 20, maxLength: 20 }), (bytes) => {
        expect(decodeBody(encodeBody(bytes))).toEqual(bytes);
      }),
    );
  });

  test("has a number people can read out", () => {
    expect(orderNumber(ids.mint("ord"))).toMatch(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/);
  });
});

test("every aggregate has one home for ever", () => {
  const id = ids.mint("cart", "usd");
  expect(home("cart", id, 0)).toBe(id);
  expect(home("cart", id, 8)).toBe(home("cart", id, 8));
  expect(new Set(Array.from({ length: 200 }, () => home("cart", ids.mint("cart", "usd"), 8))).size).toBe(8);
});
