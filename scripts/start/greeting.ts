import { join } from "node:path";
import type { Places } from "./standins.ts";

/** What whoever started the shop is told when it sells. `password` null: made at an earlier start, and only written down. */
export function greeting(shop: Places & { folder: string }, admin: { email: string; password: string | null }): string {
  return `
  Shop        ${shop.shop} (what it answers: ${shop.shop}/docs)
  Admin       ${admin.email}, password ${admin.password ?? `in ${join(shop.folder, "admin.json")}`}
  Stripe      ${shop.stripe} (a stand-in on this machine: no money moves)
  Mailbox     ${shop.mailbox} (every mail the shop sends; none leaves this machine)
  State       ${shop.folder} (--reset begins anew)

Ready. Ctrl-C stops it.`;
}
