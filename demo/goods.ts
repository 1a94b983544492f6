/** A value of an option: what it is called, its part of a SKU, and how it moves price (whole dollars) and weight. */
export type Choice = { value: string; code: string; dollars: number; grams: number };

/** A kind of goods that every pattern can be printed on. Weights in grams, `dollars` before the choices move it. */
export type Good = {
  slug: string;
  code: string;
  name: string;
  category: readonly string[];
  /** How many products of it the shop has. */
  products: number;
  dollars: number;
  grams: number;
  options: readonly { name: string; choices: readonly Choice[] }[];
};

export const GOODS: readonly Good[] = [
  {
    ...kind("poster", "POS", "Wall", "Posters"),
    ...{ products: 20, dollars: 24, grams: 180 },
    options: [
      option("Size", "30 × 40 cm|30|0|0", "50 × 70 cm|50|14|160", "70 × 100 cm|70|31|420"),
      option("Paper", "Matte|MAT|0|0", "Cotton rag|RAG|12|60"),
    ],
  },
  {
    ...kind("framed-print", "FRA", "Wall", "Framed prints"),
    ...{ products: 18, dollars: 69, grams: 1_400 },
    options: [
      option("Size", "30 × 40 cm|30|0|0", "50 × 70 cm|50|46|1900"),
      option("Frame", "Oak|OAK|0|0", "Black|BLK|0|0"),
    ],
  },
  {
    ...kind("wallpaper", "WAL", "Wall", "Wallpaper"),
    ...{ products: 14, dollars: 4, grams: 30 },
    options: [
      option("Length", "Sample, A4|A4|0|0", "Roll, 10 m|10M|74|1150"),
      option("Finish", "Matt|MAT|0|0", "Washable|WSH|2|20"),
    ],
  },
  {
    ...kind("mug", "MUG", "Kitchen", "Mugs"),
    ...{ products: 18, dollars: 18, grams: 340 },
    options: [
      option("Size", "250 ml|250|0|0", "400 ml|400|4|110"),
      option("Colour", "White inside|WHT|0|0", "Ink inside|INK|0|0"),
    ],
  },
  {
    ...kind("tea-towel", "TEA", "Kitchen", "Tea towels"),
    ...{ products: 16, dollars: 16, grams: 130 },
    options: [
      option("Size", "One|1|0|0", "Set of two|2|13|130"),
      option("Material", "Cotton|COT|0|0", "Linen|LIN|7|10"),
    ],
  },
  {
    ...kind("cushion", "CUS", "Home", "Cushions"),
    ...{ products: 18, dollars: 38, grams: 420 },
    options: [
      option("Size", "40 × 40 cm|40|0|0", "50 × 50 cm|50|11|260"),
      option("Material", "Cotton|COT|0|0", "Linen|LIN|9|40", "Velvet|VEL|14|90"),
    ],
  },
  {
    ...kind("scarf", "SCA", "Wear", "Scarves"),
    ...{ products: 16, dollars: 54, grams: 60 },
    options: [
      option("Size", "65 × 65 cm|65|0|0", "90 × 90 cm|90|24|45"),
      option("Material", "Modal|MOD|0|0", "Silk|SIL|38|-15"),
    ],
  },
  {
    ...kind("tote-bag", "TOT", "Wear", "Tote bags"),
    ...{ products: 16, dollars: 22, grams: 260 },
    options: [
      option("Size", "Day|DAY|0|0", "Market|MKT|9|140"),
      option("Colour", "Natural handles|NAT|0|0", "Black handles|BLK|0|0"),
    ],
  },
  {
    ...kind("notebook", "NOT", "Paper", "Notebooks"),
    ...{ products: 18, dollars: 12, grams: 150 },
    options: [
      option("Size", "A6|A6|0|0", "A5|A5|5|140"),
      option("Ruling", "Plain|PLN|0|0", "Lined|LIN|0|0", "Dotted|DOT|0|0"),
    ],
  },
  {
    ...kind("gift-wrap", "GIF", "Paper", "Gift wrap"),
    ...{ products: 14, dollars: 7, grams: 90 },
    options: [
      option("Length", "Three sheets|3SH|0|0", "Roll, 5 m|5M|6|210"),
      option("Paper", "White back|WHT|0|0", "Kraft back|KRA|1|20"),
    ],
  },
];

function kind(slug: string, code: string, ...category: string[]) {
  return { slug, code, name: slug.replaceAll("-", " "), category };
}

/** `value|code|dollars|grams` of each choice. */
function option(name: string, ...choices: string[]): Good["options"][number] {
  return {
    name,
    choices: choices.map((choice) => {
      const [value = "", code = "", dollars, grams] = choice.split("|");
      return { value, code, dollars: Number(dollars), grams: Number(grams) };
    }),
  };
}

export function goodOf(slug: string): Good | undefined {
  return GOODS.find((candidate) => candidate.slug === slug);
}
