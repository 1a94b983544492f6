import { Client } from "./client.ts";
import { startServer } from "./server.ts";
import { type Measured, measure } from "./shoppers.ts";

/** What the platform's own pieces cost here and now. Names of the paths in `floor/worker.ts`. */
export const FLOORS = ["nothing", "row", "write", "object"] as const;
export type Floor = Record<(typeof FLOORS)[number], Measured<void>[]>;

export async function measureFloor(shoppers: readonly number[], seconds: number): Promise<Floor> {
  const server = await startServer("floor");
  const floor: Floor = { nothing: [], row: [], write: [], object: [] };
  try {
    for (const what of FLOORS) {
      for (const count of shoppers) {
        const client = new Client(server.url, count);
        const turn = async () => {
          const { status } = await client.ask(`/${what}`);
          if (status !== 200) throw new Error(`${what}: ${status}`);
        };
        const run = await measure(turn, { shoppers: count, seconds, process: server.pid });
        floor[what].push({ ...run, results: [] });
        client.close();
      }
    }
    return floor;
  } finally {
    await server.stop();
  }
}
