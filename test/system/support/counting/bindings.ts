import { causeNow, count, type Kind } from "./tally.ts";

/** What a Worker's file binds, by name of the binding. `worker`: its name without the shop's. */
export type WorkerBindings = {
  worker: string;
  services: string[];
  objects: string[];
  databases: string[];
  queues: string[];
};

/** The last argument of every call between our Workers, taken off again before the method sees it. */
export const CAUSE = "counted-cause";

type Method = (...args: unknown[]) => unknown;

/** An isolate hands on its counters once in ten seconds, however many orders there were: that is no part of what one costs. */
const NOT_COUNTED = "METRICS";

/** The same environment, of which every use is counted. */
export function countedEnv(
  { worker, services, objects, databases, queues }: WorkerBindings,
  env: Record<string, unknown>,
): object {
  const counted = (names: string[], wrap: (binding: object, name: string) => object) =>
    Object.fromEntries(
      names
        .filter((name) => name !== NOT_COUNTED)
        .map((name) => [name, wrap(env[name] as object, `${worker} ${name}`)]),
    );
  return {
    ...env,
    ...counted(services, (stub, name) => countedStub(stub, "hop", name)),
    ...counted(objects, (namespace, name) =>
      changing(namespace, { getByName: (stub) => countedStub(stub as object, "object", name) }),
    ),
    ...counted(databases, (database, name) =>
      changing(database, { withSession: (session) => countedSession(session as D1DatabaseSession, name) }),
    ),
    ...counted(queues, countedQueue),
  };
}

/** Every method called on it is a call to another Worker or object, which is told what it is caused by. */
function countedStub(stub: object, kind: Kind, name: string): object {
  const binding = name.slice(name.indexOf(" ") + 1);
  return new Proxy(stub, {
    get: (own, property) => {
      if (typeof property === "symbol" || property === "then") return Reflect.get(own, property, own);
      return (...args: unknown[]) => {
        count(kind, `${name}.${property}`);
        const cause = { [CAUSE]: `${causeNow()} > ${binding}.${property}` };
        return (own as Record<string, Method>)[property]?.(...args, cause);
      };
    },
  });
}

function countedSession(session: D1DatabaseSession, name: string): Pick<D1DatabaseSession, "prepare" | "batch"> {
  const sqlOf = new WeakMap<object, string>();
  const counted = (statement: D1PreparedStatement, sql: string): D1PreparedStatement => {
    sqlOf.set(statement, sql);
    const bind = statement.bind.bind(statement);
    statement.bind = (...values) => counted(bind(...values), sql);
    for (const end of ["run", "all", "first", "raw"] as const) {
      const run = (statement[end] as Method).bind(statement);
      const counting = (...args: unknown[]) => {
        count("statement", `${name} ${inShort(sql)}`);
        return run(...args);
      };
      Object.assign(statement, { [end]: counting });
    }
    return statement;
  };
  return {
    prepare: (sql) => counted(session.prepare(sql), sql),
    batch: (statements) => {
      for (const statement of statements) count("statement", `${name} ${inShort(sqlOf.get(statement) ?? "")}`);
      return session.batch(statements);
    },
  };
}

/** `INSERT orders`. */
function inShort(sql: string): string {
  const [, verb = "", table = ""] = /^\s*(\w+)(?:.*?\b(?:into|from)|)\s+"?(\w+)/is.exec(sql) ?? [];
  return `${verb.toUpperCase()} ${table}`;
}

function countedQueue(queue: object, name: string): object {
  return new Proxy(queue, {
    get: (own, property) => {
      const member: unknown = Reflect.get(own, property, own);
      if (typeof member !== "function") return member;
      return (...args: unknown[]) => {
        count("message", name, property === "sendBatch" ? [...(args[0] as Iterable<unknown>)].length : 1);
        return Reflect.apply(member, own, args);
      };
    },
  });
}

/** What some methods answer is changed; the rest of the binding works as it is. */
function changing(binding: object, change: Record<string, (answer: unknown) => object>): object {
  return new Proxy(binding, {
    get: (own, property) => {
      const member: unknown = Reflect.get(own, property, own);
      if (typeof member !== "function") return member;
      const changed = change[String(property)] ?? ((answer: unknown) => answer);
      return (...args: unknown[]) => changed(Reflect.apply(member, own, args));
    },
  });
}
