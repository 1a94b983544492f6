/** What a test may see and do in the mailbox: see `dev/mailbox`. */
export type MailboxControl = {
  url: string;
  /** Oldest first. */
  to(address: string): Promise<Received[]>;
  /** Scripts what goes wrong next. `kind` as in `dev/kernel/faults.ts`. */
  fault(kind: string, times?: number): Promise<void>;
  clearFaults(): Promise<void>;
};

export type Received = {
  id: string;
  key: string;
  from: string;
  to: string[];
  subject: string;
  html: string;
  text: string;
};

const LIMIT = 500;

export function mailboxControl(url: string): MailboxControl {
  const ask = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(url + path, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  return {
    url,
    to: async (address) => {
      const path = `/api/mails?to=${encodeURIComponent(address)}&limit=${LIMIT}`;
      const { mails } = (await ask("GET", path)) as { mails: { id: string }[] };
      const whole = mails.map(({ id }) => ask("GET", `/api/mails/${id}`) as Promise<Received>);
      return (await Promise.all(whole)).reverse();
    },
    fault: async (kind, times = 1) => void (await ask("POST", "/_control/faults", { kind, times })),
    clearFaults: async () => void (await ask("DELETE", "/_control/faults")),
  };
}
