import { box, type Kit, line, OAK, OAK_DARK, oval, plain, room } from "../kit.ts";

const BODY = "M244 352q130 12 262 0l18 268q0 14-14 16-136 8-270 0-14-2-14-16z";

/** On the rail by the door, home from the market. */
export function hook(kit: Kit): string {
  const [, , accent, soft] = kit.colours;
  return [
    room(kit, 716),
    kit.shadow(box(120, 168, 590, 24), 0.4),
    plain(box(110, 140, 590, 40), OAK),
    plain(box(110, 170, 590, 10), OAK_DARK),
    kit.lit(box(110, 140, 590, 40)),
    ...[190, 376, 620].map((x) => line(`M${x} 162v26`, OAK_DARK, 18) + plain(oval(x, 192, 14, 12), "#dcb98c")),
    kit.shadow("M280 380h276v270H280z", 0.36),
    line("M300 366V290q0-90 76-90t76 90v76", "#b8a580", 13),
    plain("M430 360l44-190q16-26 34-6 8 14-4 34l-34 168z", "#c98f4e"),
    line("M462 240l30 8M454 276l30 8M446 312l30 8M474 204l26 8", "#e3b77c", 5),
    plain("M270 360q-30-70-8-120 30 30 34 84 6-66 44-100 18 60-8 136z", "#6f8f5b"),
    line("M276 350q-8-60-8-90M312 350q10-60 22-96", "#4d6c41", 3),
    `<circle cx="372" cy="342" r="34" fill="#d9603f"/><circle cx="362" cy="330" r="9" fill="#f0a184"/>`,
    kit.print(BODY),
    plain("M244 352q130 12 262 0l2 24q-130 12-266 0z", "#e6d9bf"),
    kit.lit(BODY),
    line("M300 372V290q0-90 76-90t76 90v82", "#d9c9a8", 14),
    kit.shadow("M616 250h40v320h-40z", 0.3),
    line("M620 262v-44q0-20-18-20t-18 18", OAK_DARK, 11),
    plain("M620 244q22 60 44 300-20 18-44 18t-44-18q22-240 44-300z", soft),
    plain("M620 244q-4 160-10 316-18-4-34-16 22-240 44-300zM620 244q22 60 44 300-12 12-26 16-10-160-18-316z", accent),
    kit.round("M620 244q22 60 44 300-20 18-44 18t-44-18q22-240 44-300z"),
    line("M588 420q32 14 64 0", soft, 9),
    line("M620 562v44", "#5b5147", 7),
    kit.shadow(oval(250, 744, 80, 8), 0.4),
    plain("M170 738q-4-50 6-70h40q4 34 40 42 50 8 52 34z", "#7a4f33"),
    line("M166 740h142", "#3f2c20", 9),
  ].join("");
}
