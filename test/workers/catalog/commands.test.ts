import { beforeAll, describe, expect, test } from "vitest";
import { draft, env, guest, merchandiser, meta, migrate, variant } from "./support.ts";

beforeAll(migrate);

const versions = async () =>
  await env.DB.prepare("SELECT sum(version) AS sum, max(updated_at) AS at FROM products").first();

describe("a command", () => {
  test("repeated is answered the same and makes nothing; with another body it is refused", async () => {
    const first = meta({ commandId: "once" });
    const answer = await env.ADMIN.create(merchandiser, first, draft("once"));
    expect(answer).toMatchObject({ ok: true });
    if (answer.ok) await env.ADMIN.replace(merchandiser, meta(), answer.value.id, draft("once", { title: "Another" }));
    expect(await env.ADMIN.create(merchandiser, first, draft("once"))).toEqual(answer);
    expect(await env.ADMIN.create(merchandiser, { ...first, bodyHash: "other" }, draft("else"))).toEqual({
      ok: false,
      error: { code: "idempotency_mismatch" },
    });
    expect(await env.CATALOG.product(guest, "else", "USD")).toMatchObject({ ok: false });
  });

  test("sent many times at once makes one product", async () => {
    const same = meta({ commandId: "burst" });
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => env.ADMIN.create(merchandiser, same, draft("burst"))),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ ok: true });
  });
});

describe("an import", () => {
  const goods = [draft("imp-a"), draft("imp-b"), draft("imp-c", { status: "draft" })];

  test("creates, then finds nothing to do, then changes only what differs", async () => {
    const outcomes = async (drafts: typeof goods) => {
      const result = await env.ADMIN.upsert(merchandiser, meta(), drafts);
      return result.ok ? result.value.map((one) => (one.ok ? one.value.outcome : one.error)) : result.error;
    };
    expect(await outcomes(goods)).toEqual(["created", "created", "created"]);
    const before = await versions();
    expect(await outcomes(goods)).toEqual(["unchanged", "unchanged", "unchanged"]);
    expect(await versions()).toEqual(before);
    const [a, b, c] = goods as [(typeof goods)[0], (typeof goods)[0], (typeof goods)[0]];
    expect(await outcomes([a, { ...b, title: "New" }, c])).toEqual(["unchanged", "updated", "unchanged"]);
  });

  test("keeps no good product back for a bad one", async () => {
    const drafts = [
      draft("fine-1"),
      draft("bad", { title: "" }),
      draft("fine-2", { variants: [variant("FINE-1")] }),
      draft("fine-3"),
    ];
    expect(await env.ADMIN.upsert(merchandiser, meta(), drafts)).toMatchObject({
      ok: true,
      value: [
        { ok: true, value: { outcome: "created" } },
        { ok: false, error: { code: "invalid_product", errors: [{ path: "title", code: "required" }] } },
        { ok: false, error: { code: "sku_taken", skus: ["FINE-1"] } },
        { ok: true },
      ],
    });
  });

  test("that names a handle twice ends with the second", async () => {
    const twice = [draft("twice"), draft("twice", { title: "Second" })];
    expect(await env.ADMIN.upsert(merchandiser, meta(), twice)).toMatchObject({
      value: [{ value: { outcome: "created" } }, { value: { outcome: "updated" } }],
    });
    expect(await env.CATALOG.product(guest, "twice", "USD")).toMatchObject({ value: { title: "Second", version: 2 } });
  });

  test("of two people at once ends with each product once", async () => {
    const drafts = Array.from({ length: 10 }, (_, n) => draft(`both-${n}`));
    const [one, other] = await Promise.all([
      env.ADMIN.upsert(merchandiser, meta(), drafts),
      env.ADMIN.upsert(merchandiser, meta(), drafts),
    ]);
    const all = [...(one.ok ? one.value : []), ...(other.ok ? other.value : [])];
    expect(all.filter((result) => result.ok && result.value.outcome === "created")).toHaveLength(10);
    expect(all.every((result) => result.ok)).toBe(true);
  });

  test("of more than fifty is refused whole", async () => {
    const many = Array.from({ length: 51 }, (_, n) => draft(`many-${n}`));
    expect(await env.ADMIN.upsert(merchandiser, meta(), many)).toMatchObject({
      ok: false,
      error: { code: "parameter" },
    });
  });
});
