/** Five colours from ground to accent, and the name people remember. `slug` stands in handles, `code` in SKUs. */
export type Palette = {
  slug: string;
  code: string;
  name: string;
  colours: readonly [string, string, string, string, string];
};

export const PALETTES: readonly Palette[] = [
  palette("Harbour dusk", "HAR", "#f3e9dc #1f3a5f #e07a5f #81a4cd #f2cc8f"),
  palette("Persimmon", "PER", "#fbf3e7 #c8402f #ec8f5e #f6c89f #4a2c2a"),
  palette("Ink & oat", "INK", "#f1ebdf #22242a #6b6a66 #b9b09e #d9cdb4"),
  palette("Moss garden", "MOS", "#eef0e2 #2f4a36 #6f8f5b #b5c68c #d98f4e"),
  palette("First frost", "FRO", "#f4f7f8 #2b4c6f #7fa6bf #c3d8e0 #e8b7a0"),
  palette("Saffron market", "SAF", "#fdf4dc #8a2d3b #e2a72e #d2692b #3a5a55"),
  palette("Blackcurrant", "BLA", "#f6eef1 #3b1c3f #7d3c6d #c17fa5 #e9b44c"),
  palette("Salt flat", "SAL", "#f8f5f1 #6d5c52 #c4a484 #e3d1bd #7ea3a1"),
  palette("Kingfisher", "KIN", "#eef6f4 #0f4c5c #1d8a99 #f08a4b #f4d8a8"),
  palette("Brick lane", "BRI", "#f6ede6 #7a2e22 #b8563f #dba185 #39504f"),
  palette("Lemon grove", "LEM", "#fbfae6 #35502f #a3b74b #f0d24a #e98a5b"),
  palette("Night ferry", "NIG", "#e8edf4 #141f38 #34507b #8fa7c9 #f2b950"),
  palette("Rose hip", "ROS", "#fbf0ee #8e2f43 #d66d75 #f0b6ae #50705f"),
  palette("Driftwood", "DRI", "#f2eee8 #47403a #8c7d6e #c5b8a5 #6f9199"),
  palette("Paper lantern", "PAP", "#fdf6ec #b3362b #e8853d #f7cf7e #2f3c59"),
  palette("Wet slate", "WET", "#eceff0 #2c3439 #5b6b73 #a5b4b8 #d9a05b"),
];

function palette(name: string, code: string, colours: string): Palette {
  const slug = name.toLowerCase().replace(/[^a-z]+/g, "-");
  return { slug, code, name, colours: colours.split(" ") as unknown as Palette["colours"] };
}

export function paletteOf(slug: string): Palette | undefined {
  return PALETTES.find((candidate) => candidate.slug === slug);
}
