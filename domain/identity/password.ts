import { err, ok, type Result } from "../kernel/result.ts";
import { isCommonPassword } from "./common-passwords.ts";

/** OWASP ASVS 5, 6.2.1: characters as people count them (code points). */
const PASSWORD_MIN = 8;
/** UTF-8 bytes; bounds the work of hashing. */
const PASSWORD_BYTES_MAX = 512;

export type PasswordRefusal =
  | { code: "password_too_short"; min: number }
  | { code: "password_too_long"; maxBytes: number }
  | { code: "password_too_common" };

/** May this become somebody's password? Judged exactly as received (ASVS 6.2.8): no trimming, no normalising. */
export function judgePassword(password: string): Result<null, PasswordRefusal> {
  if ([...password].length < PASSWORD_MIN) return err({ code: "password_too_short", min: PASSWORD_MIN });
  if (new TextEncoder().encode(password).length > PASSWORD_BYTES_MAX) {
    return err({ code: "password_too_long", maxBytes: PASSWORD_BYTES_MAX });
  }
  return isCommonPassword(password) ? err({ code: "password_too_common" }) : ok(null);
}
