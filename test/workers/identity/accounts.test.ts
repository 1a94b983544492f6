import { beforeAll, describe, expect, test } from "vitest";
import { gateway, guest, IDENTITY, lives, logIn, makeTables, newcomer, PASSWORD, somebody } from "./people.ts";

beforeAll(makeTables);

describe("an account", () => {
  test("is made, signed in, and found again by its e-mail address in any case", async () => {
    const person = await newcomer();
    expect(person.user).toMatchObject({ email: person.email, name: "Ada Lovelace", role: "customer", phone: null });
    expect(person.expiresIn).toBe(600);
    expect(await lives(person)).toBe(true);
    const again = await logIn({ ...person, email: person.email.toUpperCase() });
    const subject = await IDENTITY.authenticate(gateway, again.accessToken, true);
    expect(subject).toMatchObject({ ok: true, value: { userId: person.user.id, role: "customer", permissions: [] } });
  });

  test("is not made twice, not even at once", async () => {
    const { email, ip } = somebody();
    const request = { email, ip, password: PASSWORD, name: "Ada" };
    const both = await Promise.all([IDENTITY.register(guest, request), IDENTITY.register(guest, request)]);
    expect(both.filter((made) => made.ok)).toHaveLength(1);
    expect(both.find((made) => !made.ok)).toEqual({ ok: false, error: { code: "email_taken" } });
    expect(await IDENTITY.register(guest, { ...request, email: email.toUpperCase() })).toEqual({
      ok: false,
      error: { code: "email_taken" },
    });
  });
});
