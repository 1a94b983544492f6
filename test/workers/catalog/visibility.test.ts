import { beforeAll, describe, expect, test } from "vitest";
import type { Caller } from "../../../contracts/caller.ts";
import type { ProductId, UserId } from "../../../domain/kernel/ids.ts";
import { draft, env, guest, merchandiser, meta, migrate, put, query, variant } from "./support.ts";

beforeAll(migrate);

describe("what is not published, or not priced", () => {
  test("is hidden from all but staff who write the catalogue", async () => {
    const currency = "NOK";
    await put(
      draft("secret", {
        status: "draft",
        title: "Secret plan",
        category: ["Vault"],
        variants: [variant("SECRET", { prices: { NOK: 100 } })],
      }),
      draft("open", { title: "Open plan", variants: [variant("OPEN", { prices: { NOK: 100 } })] }),
    );
    const support: Caller = { kind: "staff", userId: "usr_2" as UserId, permissions: ["orders:read"], tokens: {} };
    const customer: Caller = { kind: "customer", userId: "usr_3" as UserId, tokens: {} };
    for (const stranger of [guest, support, customer]) {
      expect(await env.CATALOG.product(stranger, "secret", currency)).toMatchObject({ ok: false });
      const page = await env.CATALOG.products(stranger, query({ currency }));
      expect(page).toMatchObject({ value: { items: [{ handle: "open" }] } });
      expect((await env.CATALOG.categories(stranger)).map(({ slug }) => slug)).not.toContain("vault");
    }
    expect(await env.CATALOG.variants(guest, ["SECRET"], currency)).toEqual([null]);
    expect(await env.CATALOG.pricesNow(guest, ["SECRET"], currency)).toEqual([null]);
    expect(await env.CATALOG.product(merchandiser, "secret", currency)).toMatchObject({ value: { status: "draft" } });
    expect(await env.CATALOG.products(merchandiser, query({ currency }))).toMatchObject({
      value: { items: [{ handle: "open" }, { handle: "secret" }] },
    });
  });

  test("published later it appears, taken back it is gone", async () => {
    await put(draft("later", { status: "draft" }));
    expect(await env.CATALOG.product(guest, "later", "USD")).toMatchObject({ ok: false });
    await put(draft("later"));
    expect(await env.CATALOG.product(guest, "later", "USD")).toMatchObject({ ok: true });
    await put(draft("later", { status: "draft" }));
    expect(await env.CATALOG.product(guest, "later", "USD")).toMatchObject({ ok: false });
    expect(await env.CATALOG.variants(guest, ["LATER"], "USD")).toEqual([null]);
  });
});

test("strangers write nothing", async () => {
  const strangers: Caller[] = [
    guest,
    { kind: "customer", userId: "usr_3" as UserId, tokens: {} },
    { kind: "staff", userId: "usr_4" as UserId, permissions: ["inventory:write"], tokens: {} },
    { kind: "system", name: "orders" },
  ];
  const forbidden = { ok: false, error: { code: "forbidden" } };
  for (const stranger of strangers) {
    expect(await env.ADMIN.create(stranger, meta(), draft("stranger"))).toEqual(forbidden);
    expect(await env.ADMIN.upsert(stranger, meta(), [draft("stranger")])).toEqual(forbidden);
    expect(await env.ADMIN.replace(stranger, meta(), "prod_x" as ProductId, draft("stranger"))).toEqual(forbidden);
    expect(await env.ADMIN.remove(stranger, meta(), "prod_x" as ProductId)).toEqual(forbidden);
  }
  expect(await env.CATALOG.product(guest, "stranger", "USD")).toMatchObject({ ok: false });
  await env.CATALOG.ready(guest);
});
