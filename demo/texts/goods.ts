/** What is said of a kind of goods. `{seen}`, `{Seen}` and `{colours}` stand for what pattern and palette bring. */
export type GoodText = {
  what: readonly string[];
  why: readonly string[];
  facts: { material: string; size: string; care: string };
  /** Alternative texts of the pictures: the thing in the studio, and where it is in use. */
  worn: string;
  used: string;
};

/** By the slug of the goods. */
export const GOOD_TEXTS: Readonly<Record<string, GoodText>> = {
  poster: {
    what: [
      "{Seen}, in {colours}, on a sheet with a clean white margin.",
      "A poster of {seen}, printed in {colours}.",
      "{Seen}: a whole wall's worth, in {colours}.",
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
      "{Seen}, in {colours}, around 144 pages.",
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
