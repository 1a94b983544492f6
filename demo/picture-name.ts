/** What the three pictures of a product show, as the end of their names: the thing, its print laid flat, the thing in use. */
export const VIEWS = ["worn", "flat", "used"] as const;
export type View = (typeof VIEWS)[number];

export const pictureName = (handle: string, view: View): string => `${handle}-${view}`;

/** A name without a view is the thing itself: so shops that were filled by an earlier release say it. */
export function readPictureName(name: string): { handle: string; view: View } {
  const view = VIEWS.find((candidate) => name.endsWith(`-${candidate}`));
  return view === undefined ? { handle: name, view: "worn" } : { handle: name.slice(0, -view.length - 1), view };
}
