import type { GoodText } from "./good-text.ts";

/** What is held, worn, written in and wrapped, by slug. */
export const HAND_GOODS: Readonly<Record<string, GoodText>> = {
  mug: {
    what: [
      "Fired around a stoneware mug: {seen}, in {colours}.",
      "A mug with {seen}, all the way round, in {colours}.",
      "Stoneware with {seen}, in {colours}.",
      "{Seen}, from handle to handle, in {colours}.",
    ],
    why: [
      "The handle has room for a whole hand.",
      "You will know which one is yours.",
      "It keeps tea hot for as long as a chapter.",
      "Heavy enough to stay where you put it.",
      "It makes the office kitchen jealous.",
    ],
    facts: {
      material: "Stoneware with a clear glaze; the print is fired in, not stuck on.",
      size: "250 ml is 8 cm tall, 400 ml is 10 cm; both fit a machine's spout.",
      care: "Dishwasher, microwave, and the occasional knock.",
    },
    worn: "Mug of coffee with a white handle",
    used: "steaming on an oak tray beside an open book and a bun",
  },
  "tea-towel": {
    what: [
      "{Seen}, in {colours}, on a cloth that works.",
      "A tea towel with {seen}, woven for drying and printed in {colours}.",
      "For the hook by the sink: {seen}, in {colours}.",
      "Good absorbent cloth, printed with {seen}, in {colours}.",
    ],
    why: [
      "It dries a wine glass without leaving a hair.",
      "It looks better after each wash, as we all should.",
      "Too good for the drawer.",
      "Under a loaf, over a bowl, around a bottle: it earns its hook.",
      "Give two, with something baked inside.",
    ],
    facts: {
      material: "Cotton half-panama of 220 g, or washed linen.",
      size: "48 × 70 cm, with a loop in one corner.",
      care: "Wash at 60 degrees. Ironing is your own affair.",
    },
    worn: "Tea towel folded over an oak rail",
    used: "on a hook under a kitchen shelf with bowls, plates and a jar",
  },
  scarf: {
    what: [
      "{Seen}, in {colours}, on a square with rolled edges.",
      "A scarf of {seen}, in {colours}.",
      "Light, square and printed to the hem with {seen}, in {colours}.",
      "To tie, knot or wave: {seen}, in {colours}.",
    ],
    why: [
      "You forget that you wear it until someone asks where it is from.",
      "Round the neck, on the bag, over wet hair: it does not mind.",
      "It rescues a coat that has seen three winters.",
      "Folded, it fits a pocket; open, it fills a window.",
      "It knots without a struggle and comes undone when asked.",
    ],
    facts: {
      material: "Modal with the hand of old cotton, or silk twill; hems rolled by hand.",
      size: "65 cm square ties once, 90 cm ties any way you like.",
      care: "Wash it by hand in cool water and dry it flat.",
    },
    worn: "Square scarf hung over a wooden peg",
    used: "knotted over a dark coat on a tailor's form",
  },
  "tote-bag": {
    what: [
      "{Seen}, in {colours}, on canvas that stands by itself.",
      "A tote with {seen}, printed in {colours}.",
      "For the shoulder: {seen}, in {colours}.",
      "Strong canvas, long handles, and {seen}, in {colours}.",
    ],
    why: [
      "It carries a week of shopping and a wet umbrella.",
      "The handles are long enough for a winter coat.",
      "There is a pocket inside for what you always look for.",
      "It makes a leek look like a bouquet.",
      "One more reason to say no to a plastic bag.",
    ],
    facts: {
      material: "Cotton canvas of 340 g with webbing handles, sewn twice where it pulls.",
      size: "Day: 38 × 40 cm. Market: 46 × 44 cm with a base of 16 cm.",
      care: "Wash it at 30 degrees, inside out, and pull it into shape while damp.",
    },
    worn: "Canvas tote bag standing upright",
    used: "on a hook by the door, full of greens and a baguette",
  },
  notebook: {
    what: [
      "{Seen}, in {colours}, wrapped around 144 pages.",
      "A notebook bound in {seen}, printed in {colours}.",
      "Outside, {seen}, in {colours}; inside, good plain paper.",
      "A cloth spine, an elastic, and on the cover {seen}, in {colours}.",
    ],
    why: [
      "It lies flat at any page, so that you can have both hands for the thought.",
      "The paper takes a fountain pen and keeps its secret.",
      "It fits the coat pocket that phones have given up.",
      "Lists look more likely to be done in it.",
      "The first page is the hardest: write your name on the label and you have begun.",
    ],
    facts: {
      material: "Thread-sewn, 100 g paper, cloth spine, an elastic to keep it shut.",
      size: "A6 goes into a pocket, A5 into a bag; 144 pages both.",
      care: "Keep it dry, and write in it.",
    },
    worn: "Notebook with a cloth spine and an elastic band",
    used: "on a wooden desk, seen from above, with a pencil and a cup of coffee",
  },
  "gift-wrap": {
    what: [
      "{Seen}, in {colours}, on paper that folds without cracking.",
      "Gift wrap with {seen}, in {colours}.",
      "For whatever is inside: {seen}, in {colours}.",
      "Sheets or a roll, printed with {seen}, in {colours}.",
    ],
    why: [
      "It makes a paperback look like a secret.",
      "There is a grid on the back, so that you cut straight.",
      "People smooth it out and keep it.",
      "It forgives a parcel that is not quite a box.",
      "Use the rest to line a drawer.",
    ],
    facts: {
      material: "Uncoated paper of 90 g, white or kraft on the back, with a 1 cm cutting grid.",
      size: "Sheets of 50 × 70 cm; the roll is 70 cm wide.",
      care: "No film and no glitter: it goes into the paper bin, if it must.",
    },
    worn: "Wrapped parcel with a ribbon and a bow, a roll of the paper behind it",
    used: "around two stacked parcels and a bottle",
  },
};
