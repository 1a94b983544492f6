import { join } from "node:path";

/** What whoever started the shop is told when it sells. `password` null: made at an earlier start, and only written down. */
export function greeting(
  shop: { url: string; stripe: string; folder: string },
  admin: { email: string; password: string | null },
): string {
  return `
  Shop        ${shop.url} (what it answers: ${shop.url}/docs)
  Admin       ${admin.email}, password ${admin.password ?? `in ${join(shop.folder, "admin.json")}`}
  Stripe      ${shop.stripe} (a stand-in on this machine: no money moves)
  State       ${shop.folder} (--reset begins anew)

Ready. Ctrl-C stops it.`;
}
