import { runInstalled } from "./start/install.mjs";

runInstalled("scripts/check.ts");
