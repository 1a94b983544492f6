import { beforeAll, expect, test, vi } from "vitest";
import {
  DESCRIPTION_MAX,
  MEDIA_ALT_MAX,
  MEDIA_MAX,
  MEDIA_URL_MAX,
  OPTION_VALUE_MAX,
  OPTIONS_MAX,
  TAG_MAX,
  TAGS_MAX,
  TITLE_MAX,
  VARIANTS_MAX,
} from "../../../domain/catalog/limits.ts";
import { isCurrency } from "../../../domain/kernel/currency.ts";
import type { ProductId } from "../../../domain/kernel/ids.ts";
import { ENVELOPE_BYTES_MAX, INLINE_BYTES_MAX } from "../../../queues/envelope.ts";
import { draft, env, merchandiser, meta, migrate, variant } from "./support.ts";
import { log } from "./worker.ts";

beforeAll(migrate);

const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
const currencies = letters.flatMap((a) => letters.flatMap((b) => letters.map((c) => a + b + c))).filter(isCurrency);

/** As large as the rules allow, in letters that take the most room. */
function largest(handle: string) {
  const text = (length: number) => "\u4e2d".repeat(length);
  const prices = Object.fromEntries(currencies.map((currency) => [currency, 1_000_000_000_000]));
  const number = (n: number) => `${n}`.padStart(3, "0");
  return draft(handle, {
    title: text(TITLE_MAX),
    description: text(DESCRIPTION_MAX),
    tags: Array.from({ length: TAGS_MAX }, (_, n) => text(TAG_MAX - 3) + number(n)),
    options: Array.from({ length: OPTIONS_MAX }, (_, n) => `Option ${n}`),
    media: Array.from({ length: MEDIA_MAX }, (_, n) => ({
      url: `https://example.org/${number(n)}`.padEnd(MEDIA_URL_MAX, "x"),
      alt: text(MEDIA_ALT_MAX),
    })),
    variants: Array.from({ length: VARIANTS_MAX }, (_, n) =>
      variant(`${handle}-${number(n)}`.padEnd(64, "x"), {
        options: Array.from({ length: OPTIONS_MAX }, () => text(OPTION_VALUE_MAX - 3) + number(n)),
        prices,
      }),
    ),
  });
}

test("the largest product there may be is told whole, and many of them in calls the platform carries", async () => {
  const handles = Array.from({ length: 12 }, (_, n) => `largest-${n}`);
  log.isDown = true;
  const ids: ProductId[] = [];
  for (const handle of handles) {
    const made = await env.ADMIN.create(merchandiser, meta(), largest(handle));
    if (!made.ok) throw new Error(JSON.stringify(made.error));
    ids.push(made.value.id);
  }
  log.isDown = false;
  const told = () =>
    log.told.filter(({ data }) => (data as { handle?: string } | undefined)?.handle?.startsWith("largest-"));
  await vi.waitFor(() => expect(told()).toHaveLength(handles.length), { timeout: 10_000 });
  const bytes = new TextEncoder().encode(JSON.stringify(told()[0])).byteLength;
  expect(bytes).toBeGreaterThan(INLINE_BYTES_MAX);
  expect(bytes).toBeLessThan(ENVELOPE_BYTES_MAX);
  // Other tests have currencies of their own to count in.
  for (const id of ids) await env.ADMIN.remove(merchandiser, meta(), id);
}, 30_000);
