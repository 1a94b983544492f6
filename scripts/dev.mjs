import { runInstalled } from "./start/install.mjs";

runInstalled("scripts/dev.ts");
