import { beforeAll, describe, expect, test } from "vitest";
import { ADDRESSES_MAX } from "../../../domain/identity/profile.ts";
import type { UserId } from "../../../domain/kernel/ids.ts";
import { address, customer, gateway, guest, IDENTITY, makeTables, meta, newcomer, somebody, staff } from "./people.ts";

beforeAll(makeTables);

const NOT_FOUND = { ok: false, error: { code: "not_found" } };

/** A customer with one saved address. */
async function settled() {
  const { user } = await newcomer();
  const me = customer(user.id);
  const added = await IDENTITY.addAddress(me, user.id, meta(), address);
  if (!added.ok) throw new Error(JSON.stringify(added.error));
  return { user, me, saved: added.value };
}

describe("saved addresses", () => {
  test("are added, listed, replaced and removed", async () => {
    const { user, me, saved } = await settled();
    expect(saved).toEqual({ ...address, id: expect.stringMatching(/^adr_/) });
    const moved = { ...address, line1: "1 Dorset Street", region: "Marylebone", phone: "+44 20 7946 0000" };
    expect(await IDENTITY.setAddress(me, user.id, saved.id, moved)).toEqual({
      ok: true,
      value: { ...moved, id: saved.id },
    });
    expect(await IDENTITY.setAddress(me, user.id, saved.id, address)).toEqual({ ok: true, value: saved });
    expect(await IDENTITY.addresses(me, user.id)).toEqual({ ok: true, value: [saved] });
    expect(await IDENTITY.removeAddress(me, user.id, saved.id)).toEqual({ ok: true, value: null });
    expect(await IDENTITY.removeAddress(me, user.id, saved.id)).toEqual(NOT_FOUND);
    expect(await IDENTITY.setAddress(me, user.id, saved.id, address)).toEqual(NOT_FOUND);
    expect(await IDENTITY.addresses(me, user.id)).toEqual({ ok: true, value: [] });
  });

  test("added twice by one command are one; by the same command with another body, none", async () => {
    const { user, me } = await settled();
    const command = meta();
    const [one, two] = await Promise.all([
      IDENTITY.addAddress(me, user.id, command, address),
      IDENTITY.addAddress(me, user.id, command, address),
    ]);
    expect(one).toEqual(two);
    expect(await IDENTITY.addresses(me, user.id)).toMatchObject({ value: { length: 2 } });
    const other = { ...command, bodyHash: "other" };
    expect(await IDENTITY.addAddress(me, user.id, other, { ...address, city: "Bath" })).toEqual({
      ok: false,
      error: { code: "idempotency_mismatch" },
    });
  });

  test("are twenty at most, also when added all at once", async () => {
    const { user, me } = await settled();
    const all = await Promise.all(
      Array.from({ length: ADDRESSES_MAX + 4 }, () => IDENTITY.addAddress(me, user.id, meta(), address)),
    );
    const refused = all.filter((added) => !added.ok);
    expect(refused).toHaveLength(5);
    expect(refused[0]).toEqual({ ok: false, error: { code: "too_many_addresses", max: ADDRESSES_MAX } });
  });

  test("of others are not there: neither read, nor written, nor by one's own name", async () => {
    const [ada, eve] = [await settled(), await settled()];
    for (const stranger of [guest, eve.me, gateway, staff(eve.user.id, "merchandiser")]) {
      expect(await IDENTITY.addresses(stranger, ada.user.id)).toEqual(NOT_FOUND);
      expect(await IDENTITY.addAddress(stranger, ada.user.id, meta(), address)).toEqual(NOT_FOUND);
      expect(await IDENTITY.setAddress(stranger, ada.user.id, ada.saved.id, address)).toEqual(NOT_FOUND);
      expect(await IDENTITY.removeAddress(stranger, ada.user.id, ada.saved.id)).toEqual(NOT_FOUND);
    }
    expect(await IDENTITY.setAddress(eve.me, eve.user.id, ada.saved.id, address)).toEqual(NOT_FOUND);
    expect(await IDENTITY.removeAddress(eve.me, eve.user.id, ada.saved.id)).toEqual(NOT_FOUND);
    expect(await IDENTITY.addresses(ada.me, ada.user.id)).toEqual({ ok: true, value: [ada.saved] });
  });

  test("that cannot be right are refused by name", async () => {
    const { user, me } = await settled();
    const wrong = { ...address, name: " ", line1: "4111 1111 1111 1111", country: "XX" as typeof address.country };
    expect(await IDENTITY.addAddress(me, user.id, meta(), wrong)).toEqual({
      ok: false,
      error: {
        code: "parameter",
        errors: [
          { path: "name", code: "required" },
          { path: "line1", code: "card_data_not_accepted" },
          { path: "country", code: "country" },
        ],
      },
    });
  });
});

describe("a profile", () => {
  test("is changed in what is named, by its owner", async () => {
    const { user, me } = await settled();
    const preferences = { locale: "de-DE", "news.weekly": "yes" };
    expect(await IDENTITY.updateUser(me, user.id, { phone: "+44 20 7946 0000", preferences })).toEqual({
      ok: true,
      value: { ...user, phone: "+44 20 7946 0000", preferences },
    });
    expect(await IDENTITY.updateUser(me, user.id, { name: "Countess of Lovelace", phone: null })).toEqual({
      ok: true,
      value: { ...user, name: "Countess of Lovelace", preferences },
    });
    expect(await IDENTITY.updateUser(me, user.id, {})).toMatchObject({ ok: true, value: { preferences } });
  });

  test("is never changed in what makes it somebody else", async () => {
    const { user, me } = await settled();
    const change = {
      name: "Ada",
      role: "admin",
      email: somebody().email,
      credentialVersion: 7,
    };
    expect(await IDENTITY.updateUser(me, user.id, change)).toEqual({ ok: true, value: { ...user, name: "Ada" } });
  });

  test("has bounds", async () => {
    const { user, me } = await settled();
    const many = Object.fromEntries(Array.from({ length: 21 }, (_each, place) => [`key${place}`, "value"]));
    const wrong = { name: "x".repeat(201), preferences: { "no key": "x", long: "x".repeat(501) } };
    expect(await IDENTITY.updateUser(me, user.id, wrong)).toEqual({
      ok: false,
      error: {
        code: "parameter",
        errors: [
          { path: "name", code: "too_long" },
          { path: "preferences", code: "format" },
          { path: "preferences.long", code: "too_long" },
        ],
      },
    });
    expect(await IDENTITY.updateUser(me, user.id, { preferences: many })).toMatchObject({
      error: { errors: [{ path: "preferences", code: "too_many" }] },
    });
    const full = Object.fromEntries(
      Array.from({ length: 20 }, (_each, place) => [`${place}`.padEnd(64, "k"), "\u0001".repeat(500)]),
    );
    expect((await IDENTITY.updateUser(me, user.id, { preferences: full })).ok).toBe(true);
  });

  test("is seen by its owner and by staff who may; others are told that there is none", async () => {
    const { user, me } = await settled();
    expect(await IDENTITY.user(me, user.id)).toEqual({ ok: true, value: user });
    expect(await IDENTITY.user(staff("usr_staff" as UserId, "support"), user.id)).toEqual({ ok: true, value: user });
    for (const stranger of [guest, gateway, customer("usr_eve" as UserId), staff("usr_eve" as UserId, "warehouse")]) {
      expect(await IDENTITY.user(stranger, user.id)).toEqual(NOT_FOUND);
    }
    const support = staff("usr_staff" as UserId, "support");
    expect(await IDENTITY.updateUser(support, user.id, { name: "Eve" })).toEqual(NOT_FOUND);
    expect(await IDENTITY.addAddress(support, user.id, meta(), address)).toEqual(NOT_FOUND);
    expect(await IDENTITY.user(support, "usr_nobody" as UserId)).toEqual(NOT_FOUND);
  });
});

test("identity says that it is ready when its accounts can be read", async () => {
  await IDENTITY.ready(gateway);
});
