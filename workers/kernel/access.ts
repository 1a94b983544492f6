import type { Caller, SystemName } from "../../contracts/caller.ts";
import type { Permission } from "../../domain/identity/permissions.ts";
import type { UserId } from "../../domain/kernel/ids.ts";
import { asSystem } from "../../domain/kernel/trace.ts";

/** Is it one of these Workers, acting for itself? */
export function isSystem(caller: Caller, ...names: SystemName[]): boolean {
  return caller.kind === "system" && names.includes(caller.name);
}

/** Staff with the permission. System callers are not staff: a method that also serves a Worker says so by `isSystem`. */
export function may(caller: Caller, permission: Permission): boolean {
  return caller.kind === "staff" && caller.permissions.includes(permission);
}

/** The person behind the call is this user: customers and staff alike have an account. */
export function isUser(caller: Caller, userId: UserId | null): boolean {
  return (caller.kind === "customer" || caller.kind === "staff") && userId !== null && caller.userId === userId;
}

/** A Worker as the caller of another, on behalf of what it is serving at the moment of the call. */
export function system(name: SystemName): Caller {
  return asSystem(name);
}
