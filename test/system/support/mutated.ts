import fc from "fast-check";

type Path = (string | number)[];

/** What may stand where a valid value stood. */
const odd = fc.oneof(
  fc.constantFrom<unknown>(null, true, 0, -1, 0.5, 1e308, 2 ** 53, "", " ", "\u0000", "\ud800", "usd", [], {}, [[]]),
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.string({ maxLength: 20 }),
  fc.integer(),
  fc.constantFrom("4242424242424242", "' OR 1=1--", "x".repeat(5_000), "../..", "__proto__", "2030-01-01T00:00:00Z"),
);

/** A valid body in which one to three places were replaced, removed, doubled, or given a field too many. */
export function mutatedFrom(valid: fc.Arbitrary<object>): fc.Arbitrary<unknown> {
  const change = fc.record({
    how: fc.constantFrom("replace", "remove", "add", "wrap", "swap"),
    at: fc.nat(),
    value: odd,
    name: fc.oneof(fc.constantFrom("role", "price", "status", "id", "__proto__", "constructor"), fc.string()),
  });
  return fc.tuple(valid, fc.array(change, { minLength: 1, maxLength: 3 })).map(([body, changes]) =>
    changes.reduce<unknown>((now, { how, at, value, name }) => {
      const places = placesOf(now, []);
      const place = places[at % places.length] ?? [];
      switch (how) {
        case "replace":
          return put(now, place, value);
        case "remove":
          return put(now, place, place.length === 0 ? null : undefined);
        case "wrap":
          return put(now, place, [valueAt(now, place)]);
        case "swap":
          return put(now, place, valueAt(now, places[(at + 1) % places.length] ?? []) ?? null);
        default:
          return put(now, [...place, name], value);
      }
    }, body),
  );
}

function placesOf(value: unknown, path: Path): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, item]) => placesOf(item, [...path, key]))];
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((now, key) => (isObject(now) ? Reflect.get(now, key) : undefined), value);
}

/** A copy; what stood on the way and was no object becomes one. */
function put(value: unknown, [key, ...rest]: Path, placed: unknown): unknown {
  if (key === undefined) return placed;
  if (Array.isArray(value))
    return value.map((item, index) => (String(index) === String(key) ? put(item, rest, placed) : item));
  const entries = isObject(value) ? Object.entries(value).filter(([name]) => name !== key) : [];
  const inner = put(isObject(value) ? Reflect.get(value, key) : undefined, rest, placed);
  // By entries: "__proto__" is to arrive as a field of that name.
  return Object.fromEntries(inner === undefined ? entries : [...entries, [String(key), inner]]);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
