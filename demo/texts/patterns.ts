/** What is said of a pattern: `seen` tells what one sees (after "printed with"), `why` gives reasons to want it. */
export type PatternText = { seen: readonly string[]; why: readonly string[] };

/** By the slug of the pattern. */
export const PATTERN_TEXTS: Readonly<Record<string, PatternText>> = {
  truchet: text(
    [
      "quarter circles that join into loops nobody planned",
      "a road that turns at every tile and always meets itself",
      "bends and rings laid tile by tile",
    ],
    [
      "Follow one line with a finger and see where it lets you go.",
      "Every tile can lie two ways, and each choice changes the whole.",
      "A maze without a single wrong turn.",
      "It looks knotted and is perfectly calm.",
    ],
  ),
  terrazzo: text(
    [
      "chips of stone scattered until no corner was dull",
      "big shards, small shards and the crumbs between",
      "a Venetian floor, broken and set again",
    ],
    [
      "It hides a crumb, a stain and a bad day equally well.",
      "No two hand-widths of it are the same.",
      "All the pleasure of stone, at none of the weight.",
      "It makes plain neighbours look considered.",
    ],
  ),
  seigaiha: text(
    [
      "waves upon waves, the old Japanese sign for calm seas",
      "rows of ripples, a few of them in another colour",
      "fans of water that overlap like roof tiles",
    ],
    [
      "People have wished each other quiet water with it for a thousand years.",
      "The odd wave out is there so that you look twice.",
      "Steady from across the room, lively from close by.",
      "It brings the sea without a single anchor or gull.",
    ],
  ),
  contours: text(
    [
      "the lines of a walker's map, hill after hill",
      "heights and hollows of a country that is on no atlas",
      "contour lines that close on themselves like islands",
    ],
    [
      "Half of those who see it try to find their village.",
      "Every third line is heavier, as a surveyor would have it.",
      "For anyone who reads maps in bed.",
      "It has peaks, and no blisters.",
    ],
  ),
  halftone: text(
    [
      "printer's dots that swell and shrink like a slow breath",
      "one screen of dots laid over another",
      "newspaper dots, grown large enough to meet in person",
    ],
    [
      "Step back and it blurs into light; step up and it is only dots.",
      "It was a way to print grey without grey ink, and stayed because it is handsome.",
      "Soft shadows made from nothing but circles.",
      "It owes something to comics and does not hide it.",
    ],
  ),
  cubes: text(
    [
      "blocks that stand up or fall in, as you look",
      "stacked cubes, a few with a bite out of the corner",
      "three tones of one shape that the eye builds into stairs",
    ],
    [
      "Blink, and the stairs go the other way.",
      "Romans laid it in marble; it has not aged since.",
      "Count them twice and you will get two answers.",
      "Flat as paper, and nobody believes it.",
    ],
  ),
  herringbone: text(
    [
      "blocks laid at right angles like a good old floor",
      "short planks in a zigzag, each from its own tree",
      "a parquet that changes its mind about colour",
    ],
    [
      "The kind of order that never looks strict.",
      "It leads the eye upwards and takes its time.",
      "It suits a house that already has too much going on.",
      "Somewhere between a floor and a good jacket.",
    ],
  ),
  rings: text(
    [
      "rings from two stones dropped into still water",
      "circles that cross until a third pattern appears",
      "ripple over ripple, drawn with a steady compass",
    ],
    [
      "The shimmer is in your eye: the ink holds quite still.",
      "Where the circles meet there are petals that nobody drew.",
      "It seems to move a little when you pass.",
      "Close up it is geometry, from the door it is weather.",
    ],
  ),
  checkers: text(
    [
      "a chessboard laid over something that breathes",
      "squares that lean, swell and settle again",
      "a checked cloth caught by a draught",
    ],
    [
      "The good manners of a check, after one glass of wine.",
      "It is never quite straight, and that is the point.",
      "A plain check would have been enough; this is better.",
      "Nothing in it is level, and nothing needs to be.",
    ],
  ),
  kolam: text(
    [
      "one line looped around a grid of dots",
      "the knots of rice flour drawn on doorsteps at dawn",
      "loops that weave over, under and home again",
    ],
    [
      "In Tamil Nadu such lines are drawn each morning to welcome whoever comes.",
      "It is the same from all four sides, like good hospitality.",
      "The line goes round every dot and touches none.",
      "Look for its beginning: many have tried.",
    ],
  ),
  voronoi: text(
    [
      "panes of coloured glass held in dark lead",
      "cells that each keep to their own middle",
      "a church window that lost its saints and kept its light",
    ],
    [
      "Giraffes, dragonflies and dried mud all arrive at this pattern on their own.",
      "Each pane catches the light at its own angle.",
      "Held to a window or not, it glows.",
      "The lead lines keep the colours from quarrelling.",
    ],
  ),
  leaves: text(
    [
      "leaves cut from painted paper with large scissors",
      "fronds and plain leaves, laid down while the glue was wet",
      "a garden made of offcuts",
    ],
    [
      "No watering, and it is always the good week of June.",
      "Cut freehand, so that every curve has a little courage in it.",
      "A jungle that knows when to stop.",
      "It owes its nerve to an old painter with scissors.",
    ],
  ),
  brush: text(
    [
      "dots set down one by one with a full brush",
      "daubs of paint, no two of one shape",
      "rows of fat dots, here and there with a dry streak",
    ],
    [
      "You can see where the brush was dipped again.",
      "It is cheerful before coffee.",
      "Done by hand, and not ashamed of it.",
      "Somewhere a child is certain they painted it.",
    ],
  ),
  guilloche: text(
    [
      "rosettes as fine as those on a banknote",
      "one curve, turned a little and drawn again",
      "the engraving of old watch dials, grown large",
    ],
    [
      "Made to be impossible to copy, kept because it is lovely.",
      "The closer you come, the more of it there is.",
      "It gives an ordinary thing the dignity of a certificate.",
      "A lathe once did this in silver; ink does it kinder.",
    ],
  ),
};

function text(seen: readonly string[], why: readonly string[]): PatternText {
  return { seen, why };
}
