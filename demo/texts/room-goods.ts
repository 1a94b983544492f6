import type { GoodText } from "./good-text.ts";

/** What hangs and lies in rooms, by slug. */
export const ROOM_GOODS: Readonly<Record<string, GoodText>> = {
  poster: {
    what: [
      "{Seen}, in {colours}, on a sheet with a clean white margin.",
      "A poster of {seen}, printed in {colours}.",
      "{Seen}: nothing more, printed large, in {colours}.",
      "One large sheet, one idea: {seen}, in {colours}.",
    ],
    why: [
      "The wall has waited long enough.",
      "Pin it, tape it or hang it from two sticks: it carries itself.",
      "It covers the mark where the old calendar was.",
      "Big enough to choose a sofa by.",
      "Rolled, not folded, so that it arrives without a crease.",
    ],
    facts: {
      material: "Pigment inks on 200 g paper; matte, or cotton rag with a soft tooth.",
      size: "The size is the sheet's, with a margin of 2 cm.",
      care: "Keep it out of full sun and it will outlast the wall paint.",
    },
    worn: "Poster hanging from oak rails on a cord",
    used: "hung above a grey sofa, with a plant and a lamp beside it",
  },
  "framed-print": {
    what: [
      "{Seen}, in {colours}, mounted and framed.",
      "A small window onto {seen}, in {colours}.",
      "Behind glass and a bevelled mount: {seen}, in {colours}.",
      "{Seen}. Printed in {colours}, and ready for its nail.",
    ],
    why: [
      "It comes with a hook, so that tonight is possible.",
      "The glass does not glare, so that you see the print and not the lamp.",
      "A present that needs no wall paint and no courage.",
      "Hang one, and the room has a middle.",
      "The mount gives it room to breathe.",
    ],
    facts: {
      material: "Solid oak or black-stained ash, 2 mm glass, acid-free mount.",
      size: "Outer size of the frame; the print is about two thirds of it.",
      care: "Dust the frame, wipe the glass with a dry cloth.",
    },
    worn: "Framed print leaning against a wall",
    used: "hung over an oak sideboard between two smaller frames",
  },
  wallpaper: {
    what: [
      "{Seen}, in {colours}, from skirting to ceiling.",
      "A wallpaper with {seen}, in {colours}.",
      "Straight off the roll: {seen}, in {colours}.",
      "{Seen}, floor to ceiling: {colours}.",
    ],
    why: [
      "Paper one wall and leave the others in peace.",
      "Paste the wall, not the paper: it goes up in an afternoon and comes off in one piece.",
      "Order the sample first and live with it for a week.",
      "It turns a box room into a place on purpose.",
      "The seams vanish, because the pattern meets itself at every edge.",
    ],
    facts: {
      material: "Non-woven paper of 150 g, printed with water-based inks.",
      size: "The roll is 52 cm wide and 10 m long, enough for 5 m²; the sample is an A4 sheet.",
      care: "Matt: dust it. Washable: a damp sponge and a drop of soap.",
    },
    worn: "A drop of wallpaper let down from its roll",
    used: "papering a wall behind an armchair, above white panelling",
  },
  cushion: {
    what: [
      "{Seen}, in {colours}, on both sides of a full cushion.",
      "A cushion printed with {seen}, in {colours}, piped along the seams.",
      "Something to lean on: {seen}, in {colours}.",
      "Soft and square, with {seen}, in {colours}.",
    ],
    why: [
      "It belongs on the chair that everyone wants.",
      "The piping keeps its corners sharp when the evening is long.",
      "It settles an argument between a sofa and a wall.",
      "The cat will find it first.",
      "Plump, and it stays that way.",
    ],
    facts: {
      material: "Cotton, linen or velvet with a hidden zip; filled with recycled ball fibre, no feathers.",
      size: "40 or 50 cm square; the inner cushion is one size larger, so that it looks full.",
      care: "Take the cover off and wash it at 30 degrees.",
    },
    worn: "Square cushion with piped seams",
    used: "leaning on a daybed between a plain cushion and a plant",
  },
};
