import { runInstalled } from "./start/install.mjs";

runInstalled("scripts/start/main.ts");
