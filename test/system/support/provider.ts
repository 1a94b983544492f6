/** What a test may do to the provider's world: see `dev/stripe/control.ts`. */
export type ProviderControl = {
  url: string;
  /** Moves the provider's clock. */
  advance(ms: number): Promise<void>;
  /** Scripts what goes wrong next. `kind` as in `dev/kernel/faults.ts`. */
  fault(
    kind: string,
    match?: { method?: string; path?: string },
    more?: { times?: number; delayMs?: number },
  ): Promise<void>;
  clearFaults(): Promise<void>;
  /** How webhooks come from now on: as in `dev/stripe/webhooks.ts`. */
  webhooks(mode: string, lateMs?: number): Promise<void>;
  /** Delivers now what was kept back. */
  flush(): Promise<void>;
  resend(eventId: string): Promise<void>;
  /** The shopper passes (or fails) 3-D Secure at the bank. */
  authenticate(intent: string, outcome: "success" | "fail"): Promise<void>;
  all(): Promise<Intent[]>;
  intentsOf(orderId: string): Promise<Intent[]>;
  refunds(): Promise<{ id: string; amount: number; payment_intent: string; status: string }[]>;
};

export type Intent = {
  id: string;
  status: string;
  amount: number;
  amount_received: number;
  amount_capturable: number;
  currency: string;
  metadata: Record<string, string>;
};
type Books = {
  payment_intents: Intent[];
  refunds: { id: string; amount: number; payment_intent: string; status: string }[];
};

export function providerControl(url: string): ProviderControl {
  const ask = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${url}/_control/${path}`, {
      method,
      headers: { "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  const act = async (path: string, body: unknown = {}) => void (await ask("POST", path, body));
  const books = async () => (await ask("GET", "books")) as Books;
  return {
    url,
    advance: (advanceMs) => act("clock", { advanceMs }),
    fault: (kind, match = {}, more = {}) => act("faults", { kind, match, ...more }),
    clearFaults: async () => void (await ask("DELETE", "faults")),
    webhooks: (mode, lateMs) => act("webhooks", lateMs === undefined ? { mode } : { mode, lateMs }),
    flush: () => act("webhooks/flush"),
    resend: (eventId) => act(`events/${eventId}/resend`),
    authenticate: (intent, outcome) => act(`payment_intents/${intent}/authenticate`, { outcome }),
    all: async () => (await books()).payment_intents,
    intentsOf: async (orderId) =>
      (await books()).payment_intents.filter(({ metadata }) => metadata.order_id === orderId),
    refunds: async () => (await books()).refunds,
  };
}
