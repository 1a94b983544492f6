/** What is said of a palette: its colours (after "in"), and reasons to want them. */
export type PaletteText = { colours: string; why: readonly string[] };

/** By the slug of the palette. */
export const PALETTE_TEXTS: Readonly<Record<string, PaletteText>> = {
  "harbour-dusk": text(
    "navy, coral and sea blue on cream",
    "These are the colours of a quay when the last ferry is in.",
    "The coral keeps the navy from being too serious.",
  ),
  persimmon: text(
    "persimmon, apricot and bark brown",
    "It warms a north-facing room by a degree or two.",
    "Ripe fruit on a bare branch, in five inks.",
  ),
  "ink-oat": text(
    "ink black, oat and warm grey",
    "It goes with whatever you already own.",
    "Quiet enough for years, dark enough to be seen.",
  ),
  "moss-garden": text(
    "moss, fern and a little bracken orange",
    "As restful as a bench in the shade.",
    "The greens are real ones: none of them is a traffic light.",
  ),
  "first-frost": text(
    "frost blue, deep blue and a pale rose",
    "Cold outside, a warm window somewhere in it.",
    "A clear morning that lasts all day.",
  ),
  "saffron-market": text(
    "saffron, wine red and burnt orange",
    "It smells of cumin, or seems to.",
    "Loud in the best way, like a Saturday market.",
  ),
  blackcurrant: text(
    "blackcurrant, berry pink and a spoon of honey",
    "Jam colours, with the dark of the jar behind them.",
    "It makes white walls look less lonely.",
  ),
  "salt-flat": text(
    "salt white, clay and a washed-out teal",
    "The colours that are left when the sun has had the rest.",
    "Pale, but never sickly.",
  ),
  kingfisher: text(
    "teal, kingfisher blue and a flash of orange",
    "You wait all morning for that orange, and here it stays.",
    "Fresh as a river at six.",
  ),
  "brick-lane": text(
    "brick red, dusty rose and bottle green",
    "It looks good in rain, which is a useful thing in a colour.",
    "Old walls, painted doors, ten minutes before the shops open.",
  ),
  "lemon-grove": text(
    "lemon, leaf green and a touch of peach",
    "As near as ink comes to vitamin C.",
    "It is hard to be cross next to it.",
  ),
  "rose-hip": text("rose hip, blush and hedge green", "Late September, with all its berries.", "Pink with a backbone."),
  driftwood: text(
    "driftwood brown, sand and tide-pool blue",
    "It has been at sea and come back calmer.",
    "For those who bring home stones from every beach.",
  ),
  "paper-lantern": text(
    "lantern red, tangerine and evening blue",
    "Lit from inside, or so it seems at dusk.",
    "A summer party, folded away for the winter.",
  ),
  "wet-slate": text(
    "slate, rain grey and one warm ochre",
    "The ochre is a lit window in a grey street.",
    "Grey is a colour too, and here is the proof.",
  ),
  "sunday-kitchen": text(
    "kitchen blue, tomato and egg-yolk yellow",
    "The radio is on, and nobody is in a hurry.",
    "It cheers up the washing-up without a word.",
  ),
  "apricot-school": text(
    "apricot, lilac and school-ink violet",
    "First day of term, with a new pencil case.",
    "Sweet, and then the violet tells it to sit up straight.",
  ),
  "tin-robot": text(
    "tin-toy red, mustard and robot blue",
    "Straight from the good shelf of a toy shop in 1962.",
    "Primary colours that have been allowed to grow up.",
  ),
  pistachio: text(
    "pistachio, olive and a lick of strawberry",
    "Two scoops, in the shade.",
    "A green that flatters people as well as rooms.",
  ),
  letterpress: text(
    "black, newspaper cream and one loud red",
    "Two inks did most of the world's printing, and rarely looked better.",
    "It has something to say and says it in red.",
  ),
  "night-ferry": text(
    "lamp yellow, chalk and rope red on midnight blue",
    "Every light on board is on.",
    "Dark enough for drama, bright enough to find your way.",
  ),
  "pine-ember": text(
    "ember orange and birch white on deep pine",
    "A cabin, a stove, and somebody else to fetch the wood.",
    "It makes the evening come a little sooner.",
  ),
  aubergine: text(
    "cream, coral and dusty violet on aubergine",
    "Purple for people who thought they did not like purple.",
    "Rich as the corner table of a good restaurant.",
  ),
  chalkboard: text(
    "chalk white and school-bus yellow on slate",
    "It looks as though someone clever has just left the room.",
    "Chalk that does not squeak or wipe off.",
  ),
  oxblood: text(
    "parchment, brick and caramel on oxblood",
    "Old leather, old port, old friends.",
    "Red at its most patient.",
  ),
  cyanotype: text(
    "paper white, pale blue and straw on Prussian blue",
    "As the first photographs of ferns were, made with sun and water.",
    "Blueprint blue: plans look better in it.",
  ),
  "last-plum": text(
    "blush, amber and sage on ripe plum",
    "The one at the top of the tree, worth the ladder.",
    "Dark and sweet, with a bit of sharpness near the skin.",
  ),
  terracotta: text(
    "warm white and peach on terracotta",
    "Sun on a wall, at any time of year.",
    "A flowerpot has never looked so promising.",
  ),
  "mustard-seed": text(
    "white, russet and dark brown on mustard",
    "A yellow that has read a few books.",
    "It holds its own against a grey sky.",
  ),
  "blue-hour": text(
    "candle, apricot and periwinkle on evening blue",
    "The ten minutes after sunset, for as long as you like.",
    "Blue enough to be quiet, warm enough to stay in.",
  ),
};

function text(colours: string, ...why: string[]): PaletteText {
  return { colours, why };
}
