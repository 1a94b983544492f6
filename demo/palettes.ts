/** Five colours: the ground, the ink on it, an accent, a soft one and a light one. `slug` stands in handles, `code` in SKUs. */
export type Palette = {
  slug: string;
  code: string;
  name: string;
  colours: readonly [ground: string, ink: string, accent: string, soft: string, light: string];
};

/** Tuned for print: no colour so vivid that four inks could not mix it. The last ten have a dark or coloured ground. */
export const PALETTES: readonly Palette[] = [
  palette("Harbour dusk", "HAR", "#f3e9dc #1f3a5f #de7157 #7ca3cc #f0c585"),
  palette("Persimmon", "PER", "#fbf1e2 #4a2c2a #cf4a2b #ee9a5f #f6cf9f"),
  palette("Ink & oat", "INK", "#f1ebdf #22242a #85735c #b9ac94 #dccfb4"),
  palette("Moss garden", "MOS", "#eff0e0 #2c4632 #7a9a58 #d3883f #bccb93"),
  palette("First frost", "FRO", "#f3f6f7 #27476a #e0937a #7fa9c3 #c6dbe3"),
  palette("Saffron market", "SAF", "#fdf3d9 #7d2635 #e0a024 #d1642b #3f6560"),
  palette("Blackcurrant", "BLA", "#f7eef0 #3d1b40 #a5427a #e5ab45 #d7a3c0"),
  palette("Salt flat", "SAL", "#f8f4ee #5c4a41 #d58d70 #7ea5a2 #e3cdb5"),
  palette("Kingfisher", "KIN", "#eef5f2 #0f4553 #ee7f3b #1f8d9b #f3d39c"),
  palette("Brick lane", "BRI", "#f6ece3 #6d281e #bd5a3e #4d6a66 #e0ab89"),
  palette("Lemon grove", "LEM", "#fbfae3 #33502f #ecc530 #8fae45 #e98a5b"),
  palette("Rose hip", "ROS", "#fcf0ed #86283b #d9646c #5b8073 #f2b9ae"),
  palette("Driftwood", "DRI", "#f3eee6 #413a34 #9a7b60 #6d929b #cdbda6"),
  palette("Paper lantern", "PAP", "#fdf6ea #2f3a58 #c43c2e #e99445 #f6d184"),
  palette("Wet slate", "WET", "#ecefef #2a3338 #d3903f #647a83 #adbcc0"),
  palette("Sunday kitchen", "SUN", "#fdf5e6 #2e5a66 #e2603f #f0bb41 #a9cfc4"),
  palette("Apricot school", "APR", "#fff1e3 #4d3b66 #f08b5b #8f83b8 #f9c795"),
  palette("Tin robot", "TIN", "#eef1ee #32404e #d84b3c #e9b73c #8fb3b5"),
  palette("Pistachio", "PIS", "#f5f6e6 #4a4a2c #86a867 #d98a76 #cfdba4"),
  palette("Letterpress", "LET", "#f7f2e8 #1f1d1b #bd3525 #8d8578 #d8cdb8"),
  palette("Night ferry", "NIG", "#16223f #e9e6da #f0b44a #5d7fb0 #c9705a"),
  palette("Pine & ember", "PIN", "#1d352e #f2e8d5 #e27a45 #6f9a7f #e3bf7a"),
  palette("Aubergine", "AUB", "#37203c #f4e6dc #e5896d #9a6fa0 #e9bd6a"),
  palette("Chalkboard", "CHA", "#283036 #f3f1e9 #efc94f #7f9aa3 #e58a78"),
  palette("Oxblood", "OXB", "#4f1a20 #f7e8d6 #e08a4f #b05a55 #dcbb92"),
  palette("Cyanotype", "CYA", "#173f6b #eef3f2 #9cc3dc #5688b3 #f0d9a8"),
  palette("Last plum", "LAS", "#4a2440 #fbe9df #e6a03f #b8648a #8fb0a0"),
  palette("Terracotta", "TCO", "#a84e35 #fdf0e0 #3b2a2c #e7a274 #f3cf9c"),
  palette("Mustard seed", "MUS", "#d9a23a #33271f #fbf1da #a8552d #f2cf7e"),
  palette("Blue hour", "BLU", "#2b3563 #f6efe6 #f29c82 #7c86c4 #f4d08c"),
];

function palette(name: string, code: string, colours: string): Palette {
  const slug = name.toLowerCase().replace(/[^a-z]+/g, "-");
  return { slug, code, name, colours: colours.split(" ") as unknown as Palette["colours"] };
}

export function paletteOf(slug: string): Palette | undefined {
  return PALETTES.find((candidate) => candidate.slug === slug);
}
