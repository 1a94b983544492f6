const SCHEME_MAX = 8; // "https://"

/** The path of a request as it came, still percent-encoded. */
export function pathOf(url: string): string {
  const from = url.indexOf("/", SCHEME_MAX);
  if (from === -1) return "/";
  const query = url.indexOf("?", from);
  return query === -1 ? url.slice(from) : url.slice(from, query);
}

/** Everything behind the question mark; "" where there is none. */
export function queryOf(url: string): string {
  const query = url.indexOf("?", SCHEME_MAX);
  return query === -1 ? "" : url.slice(query + 1);
}

/** Encodings that mean nothing: a lone percent sign, bytes that are no UTF-8, control characters. */
export function isBadPath(path: string): boolean {
  if (!path.includes("%")) return false;
  try {
    return /\p{Cc}/u.test(decodeURIComponent(path));
  } catch {
    return true;
  }
}
