export type Json = Record<string, unknown>;
export type Metadata = Record<string, string>;

export type IntentStatus =
  | "requires_payment_method"
  | "requires_confirmation"
  | "requires_action"
  | "requires_capture"
  | "canceled"
  | "succeeded";

/** What the books keep of a PaymentIntent. Times in seconds, as on the wire; amounts in the currency's minor unit. */
export type Intent = {
  id: string;
  clientSecret: string;
  amount: number;
  amountCapturable: number;
  amountReceived: number;
  currency: string;
  captureMethod: "automatic" | "automatic_async" | "manual";
  status: IntentStatus;
  created: number;
  authorisedAt: number | null;
  canceledAt: number | null;
  cancellationReason: string | null;
  customer: string | null;
  description: string | null;
  latestCharge: string | null;
  lastError: Json | null;
  metadata: Metadata;
  method: string | null;
  methodTypes: string[];
  allowedTypes: string[] | null;
  automaticMethods: { enabled: boolean; allow_redirects: string } | null;
  receiptEmail: string | null;
  returnUrl: string | null;
  refunds: string[];
};

export type Charge = {
  id: string;
  intent: string;
  amount: number;
  amountCaptured: number;
  amountRefunded: number;
  currency: string;
  captured: boolean;
  created: number;
  customer: string | null;
  description: string | null;
  failure: { code: string; declineCode: string | null; message: string } | null;
  metadata: Metadata;
  method: string;
  threeDSecure: boolean;
};

export type Refund = {
  id: string;
  intent: string;
  charge: string;
  amount: number;
  currency: string;
  created: number;
  metadata: Metadata;
  reason: string | null;
  status: "pending" | "succeeded" | "failed";
  failureReason: string | null;
  /** What it turns into by itself, and when. */
  turns: { into: "succeeded" | "failed"; at: number } | null;
};

/** `card` is the key of a row in the table of test cards. */
export type Method = { id: string; card: string; created: number; customer: string | null };

export type Customer = {
  id: string;
  created: number;
  email: string | null;
  name: string | null;
  phone: string | null;
  description: string | null;
  metadata: Metadata;
};

export type StoredEvent = {
  id: string;
  type: string;
  created: number;
  object: Json;
  requestId: string | null;
  idempotencyKey: string | null;
};

/** An answer kept under an idempotency key. `at` in milliseconds. */
export type StoredKey = {
  id: string;
  fingerprint: string;
  status: number;
  body: string;
  requestId: string;
  at: number;
};

/** An event whose webhook has not been taken yet; `id` is the event's. */
export type Undelivered = { id: string };

export type Setting = { id: "clock"; offsetMs: number };

/** The tables of the books. */
export type Rows = {
  intents: Intent;
  charges: Charge;
  refunds: Refund;
  methods: Method;
  customers: Customer;
  events: StoredEvent;
  undelivered: Undelivered;
  keys: StoredKey;
  settings: Setting;
};
export type TableName = keyof Rows;

/** A line of the journal is a list of these. */
export type Change = { [T in TableName]: { table: T; row: Rows[T] } | { table: T; drop: string } }[TableName];
