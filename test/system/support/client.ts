/** An answer of the shop. `body` is what the API's page promises for the path: a test says what it expects of it. */
export type Answer<Body = Json> = { status: number; body: Body; headers: Headers };
export type Json = Record<string, unknown>;

export type Ask = {
  body?: unknown;
  token?: string;
  cart?: string;
  order?: string;
  key?: string;
  headers?: Record<string, string>;
};
export type Client = <Body = Json>(method: string, path: string, ask?: Ask) => Promise<Answer<Body>>;

/** Asks the shop's API over HTTP, as any client would. `path` is below /api/v1, unless it begins with `//`: then from the root. */
export function clientOf(url: string): Client {
  return async <Body = Json>(method: string, path: string, { body, headers, ...who }: Ask = {}) => {
    const response = await fetch(path.startsWith("//") ? url + path.slice(1) : `${url}/api/v1${path}`, {
      method,
      headers: { ...headersOf(who), ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = text !== "" && /json/.test(response.headers.get("content-type") ?? "");
    return { status: response.status, body: (isJson ? JSON.parse(text) : { text }) as Body, headers: response.headers };
  };
}

function headersOf({ token, cart, order, key }: Ask): Record<string, string> {
  return {
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(cart === undefined ? {} : { "kiosk-cart-token": cart }),
    ...(order === undefined ? {} : { "kiosk-order-token": order }),
    ...(key === undefined ? {} : { "idempotency-key": key }),
  };
}
