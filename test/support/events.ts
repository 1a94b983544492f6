import type { Envelope } from "../../queues/envelope.ts";

/** An event as an outbox sends it. */
export function envelope(stream: string, seq: number, content: { type: string; data: unknown } = noted): Envelope {
  return {
    id: `${stream}/${seq}`,
    stream,
    seq,
    version: 1,
    at: 1_750_000_000_000 + seq,
    causationId: "cause",
    correlationId: "correlation",
    ...content,
  };
}

const noted = { type: "Noted", data: {} };
