import type { Kit } from "./kit.ts";
import { bench } from "./scenes/bench.ts";
import { cabin } from "./scenes/cabin.ts";
import { coat } from "./scenes/coat.ts";
import { desk } from "./scenes/desk.ts";
import { gifts } from "./scenes/gifts.ts";
import { hook } from "./scenes/hook.ts";
import { kitchen } from "./scenes/kitchen.ts";
import { parlour } from "./scenes/parlour.ts";
import { sideboard } from "./scenes/sideboard.ts";
import { tray } from "./scenes/tray.ts";
import { cushion } from "./wear/cushion.ts";
import { frame } from "./wear/frame.ts";
import { mug } from "./wear/mug.ts";
import { notebook } from "./wear/notebook.ts";
import { poster } from "./wear/poster.ts";
import { scarf } from "./wear/scarf.ts";
import { tote } from "./wear/tote.ts";
import { towel } from "./wear/towel.ts";
import { wallpaper } from "./wear/wallpaper.ts";
import { wrap } from "./wear/wrap.ts";

/** How a thing is drawn: alone in the studio, and in use; each with the size its print has there. */
export type Thing = { worn: View; used: View };
type View = { draw: (kit: Kit) => string; scale: number };

/** By the slug of the goods. */
export const THINGS: Readonly<Record<string, Thing>> = {
  poster: thing([poster, 1.34], [parlour, 0.5]),
  "framed-print": thing([frame, 1], [sideboard, 0.36]),
  wallpaper: thing([wallpaper, 0.62], [cabin, 0.34]),
  mug: thing([mug, 0.62], [tray, 0.3]),
  "tea-towel": thing([towel, 0.7], [kitchen, 0.36]),
  cushion: thing([cushion, 0.84], [bench, 0.42]),
  scarf: thing([scarf, 0.8], [coat, 0.46]),
  "tote-bag": thing([tote, 0.72], [hook, 0.46]),
  notebook: thing([notebook, 0.62], [desk, 0.42]),
  "gift-wrap": thing([wrap, 0.5], [gifts, 0.44]),
};

function thing([worn, wornScale]: [View["draw"], number], [used, usedScale]: [View["draw"], number]): Thing {
  return { worn: { draw: worn, scale: wornScale }, used: { draw: used, scale: usedScale } };
}
