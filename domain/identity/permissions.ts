/** What a member of staff may do. Routes and contract methods name one of these; roles bundle them. */
export const PERMISSIONS = [
  "catalog:write",
  "inventory:write",
  "orders:read",
  "orders:write",
  "payments:write",
  "customers:read",
  "events:read",
  "events:write",
  "staff:write",
] as const;
export type Permission = (typeof PERMISSIONS)[number];

export const ROLES = {
  customer: [],
  support: ["orders:read", "customers:read"],
  warehouse: ["orders:read", "orders:write", "inventory:write"],
  merchandiser: ["catalog:write", "inventory:write"],
  finance: ["orders:read", "payments:write"],
  admin: PERMISSIONS,
} as const satisfies Record<string, readonly Permission[]>;
export type Role = keyof typeof ROLES;

/** What a role may do; a customer nothing beyond what is their own. */
export function permissionsOf(role: Role): readonly Permission[] {
  return ROLES[role];
}
