import type { GoodText } from "./good-text.ts";
import { HAND_GOODS } from "./hand-goods.ts";
import { ROOM_GOODS } from "./room-goods.ts";

/** By the slug of the goods. */
export const GOOD_TEXTS: Readonly<Record<string, GoodText>> = { ...ROOM_GOODS, ...HAND_GOODS };
