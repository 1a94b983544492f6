/** A mail that was accepted, as it was handed over. `at`: epoch ms. */
export type KeptMail = {
  id: string;
  at: number;
  /** The Idempotency-Key it came with. */
  key: string | null;
  from: string;
  to: string[];
  cc: string[];
  bcc: string[];
  replyTo: string[];
  subject: string;
  html: string | null;
  text: string | null;
};

/** What a key stands for: the body it came with, and the mail that was made of it. */
export type KeptKey = { key: string; fingerprint: string; id: string; at: number };

/** A line of the journal. A mail and its key are one line: both or neither survive a kill. */
export type Change = { mail: KeptMail; key: KeptKey | null } | { cleared: true };
