const GROUPS = 8;
/** Of an IPv6 address the first 64 bits: the rest is its owner's to choose. */
const NETWORK_GROUPS = 4;

/** What attempts are counted by: an IPv4 address, or the /64 network of an IPv6 one. Anything else stands for itself. */
export function networkOf(ip: string): string {
  if (!ip.includes(":") || ip.includes(".")) return ip;
  const [head = "", tail] = ip.toLowerCase().split("::");
  const before = groupsOf(head);
  const after = tail === undefined ? [] : groupsOf(tail);
  const gap = tail === undefined ? 0 : Math.max(GROUPS - before.length - after.length, 0);
  const all = [...before, ...new Array<string>(gap).fill("0"), ...after];
  return `${all.slice(0, NETWORK_GROUPS).join(":")}::/64`;
}

function groupsOf(text: string): string[] {
  return text === "" ? [] : text.split(":").map((group) => group.replace(/^0+(?=.)/, ""));
}
