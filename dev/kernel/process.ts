const PARENT_CHECK_MS = 1_000;

/** Runs a stand-in as a process of its own: one line when it listens, and an end with its parent or a signal. */
export function runAsProcess(
  begin: () => Promise<{ url: string; close: () => Promise<void> }>,
  parentPid: string | undefined,
): void {
  run(begin, Number(parentPid ?? 0)).catch((cause: unknown) => {
    console.error(cause instanceof Error ? cause.message : String(cause));
    process.exit(1);
  });
}

async function run(begin: () => Promise<{ url: string; close: () => Promise<void> }>, parent: number): Promise<void> {
  const standIn = await begin();
  console.log(`ready ${standIn.url}`);
  const end = () => void standIn.close().then(() => process.exit(0));
  process.once("SIGTERM", end);
  process.once("SIGINT", end);
  if (parent > 0) setInterval(() => isAlive(parent) || end(), PARENT_CHECK_MS).unref();
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === "EPERM";
  }
}
