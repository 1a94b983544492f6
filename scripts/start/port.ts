import { createServer } from "node:net";
import { CannotStart } from "./cannot-start.ts";

/** Tries the port and gives it back; 0: any free one. Answers which it was. */
export function tryPort(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (cause: NodeJS.ErrnoException) => {
      const why = cause.code === "EADDRINUSE" ? "is taken" : `cannot be used (${cause.code})`;
      reject(new CannotStart(`Port ${port} ${why}. Choose another with: npm start -- --port N`));
    });
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : port));
    });
  });
}
