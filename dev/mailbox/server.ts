import { Faults } from "../kernel/faults.ts";
import { type Asked, isLocal, json, type Listening, listen, type WireAnswer } from "../kernel/http.ts";
import { Box } from "./box.ts";
import { control } from "./control.ts";
import { page } from "./pages.ts";
import { handleReading } from "./reading.ts";
import { handleApi, type Provider } from "./wire.ts";

export type MailboxOptions = {
  /** 0: any free one. */
  port: number;
  /** Where the mails are kept. */
  folder: string;
  apiKey: string;
  /** Epoch ms; a test's own clock. */
  now?: () => number;
};

/** A provider of mail on this machine that speaks Resend's protocol and delivers nowhere. It ends with `close`; its mails stay. */
export async function startMailbox(options: MailboxOptions): Promise<Listening> {
  const box = new Box(options.folder, options.now ?? Date.now);
  const provider: Provider = { box, faults: new Faults(), apiKey: options.apiKey };
  const { url, port, close } = await listen("mailbox", options, (asked) => answerOf(provider, asked));
  return {
    url,
    port,
    close: async () => {
      await close();
      box.close();
    },
  };
}

async function answerOf(provider: Provider, asked: Asked): Promise<WireAnswer> {
  if (asked.path === "/emails") return handleApi(provider, asked);
  if (!isLocal(asked)) return json(403, { error: "not here" });
  if (asked.path.startsWith("/_control/")) return control(provider.faults, asked);
  if (asked.path.startsWith("/api/")) return handleReading(provider.box, asked);
  return page(provider.box, asked);
}
