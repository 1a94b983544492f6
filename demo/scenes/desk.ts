import { box, type Kit, line, oval, plain, SHADE, SIDE } from "../kit.ts";

/** From above, on a desk, with what lies beside a notebook on most days. */
export function desk(kit: Kit): string {
  const [, ink, accent, soft] = kit.colours;
  const grain = Array.from(
    { length: 9 },
    (_, at) => `M0 ${60 + at * 88}q200-${14 + (at % 3) * 8} 400 0t400 ${at % 2 === 0 ? 8 : -8}`,
  );
  return [
    plain(box(0, 0, SIDE, SIDE), "#d3b48c"),
    line(grain.join(""), "#c5a276", 3),
    `<path d="${box(0, 0, SIDE, SIDE)}" fill="url(#${kit.id("d")})"/>`,
    plain(
      "M-60 60l420-90v330L-60 420zM400-40l300-66v330L400 300z",
      "#fff",
      ` opacity=".2" filter="url(#${kit.id("b")})"`,
    ),
    kit.shadow("M56 470h196v286H56z", 0.3),
    plain("M40 450l196-14 20 286-196 14z", "#fbf8f1"),
    line("M70 490l140-10M72 520l140-10M74 550l100-7", "#bdb2a0", 3),
    `<g transform="rotate(8 420 400)">`,
    kit.shadow("M286 196h300v440H286z", 0.45),
    plain(box(268, 176, 306, 436), "#f1eadc"),
    kit.print(box(264, 170, 306, 436)),
    plain(box(264, 170, 46, 436), ink),
    kit.lit(box(264, 170, 306, 436)),
    plain(box(366, 250, 132, 76), "#fbf8f0"),
    line("M384 280h96M384 300h96", "#b9ae9c", 2),
    line("M546 166v444", accent, 8),
    line("M556 166v444", SHADE, 3, ' opacity=".25"'),
    "</g>",
    kit.shadow("M640 360h30v330h-30z", 0.35),
    `<g transform="rotate(-6 650 500)">`,
    plain("M634 350h26v270h-26z", soft),
    plain("M634 620h26l-13 48z", "#ecd2a8"),
    plain("M643 652h8l-4 16z", ink),
    plain("M634 336h26v24h-26z", "#d98a86"),
    plain("M634 350h9v270h-9z", "#fff", ' opacity=".25"'),
    "</g>",
    kit.shadow(oval(672, 190, 92, 88), 0.45),
    `<circle cx="654" cy="166" r="94" fill="#f3ede1"/><circle cx="654" cy="166" r="62" fill="#fffdf8"/>`,
    `<circle cx="654" cy="166" r="54" fill="#4c3324"/><path d="M616 146q30-34 70-10" fill="none" stroke="#8a6648" stroke-width="6" stroke-linecap="round"/>`,
    line("M720 166h44", "#fffdf8", 18),
  ].join("");
}
