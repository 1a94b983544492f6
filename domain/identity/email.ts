/** RFC 5321, 4.5.3.1: what a path can carry. */
export const EMAIL_MAX = 254;
const LOCAL_PART_MAX = 64;

const BARRED = /[\p{Cc}\p{Cs}\s<>()",;:\\[\]]/u;
const DOMAIN = /^[^.@]{1,63}(?:\.[^.@]{1,63})+$/u;

/**
 * What two spellings of one address have in common: both parts in lower case. Null for what no mail can reach, as far as
 * a look tells. Nothing else is folded: `+tag` and look-alike letters make different addresses.
 */
export function emailKey(email: string): string | null {
  if (email.length > EMAIL_MAX || !email.isWellFormed() || BARRED.test(email)) return null;
  const [local = "", domain = "", ...more] = email.split("@");
  if (more.length > 0 || local.length < 1 || local.length > LOCAL_PART_MAX || !DOMAIN.test(domain)) return null;
  return email.toLowerCase();
}
