import { pictureOf } from "../../../demo/picture.ts";
import { refuse, text } from "../../../http/answer.ts";
import { IMMUTABLE_CACHE } from "../../../http/headers.ts";
import { defineRoute } from "../route.ts";
import { pictureName } from "../schemas/operations.ts";

const HEADERS = {
  ...IMMUTABLE_CACHE,
  "content-type": "image/svg+xml",
  // A picture opened by itself is a document: it may run nothing and fetch nothing.
  "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
};

export const mediaRoutes = [
  defineRoute({
    method: "get",
    path: "/media/demo/{picture}",
    operationId: "getDemoPicture",
    summary: "Draw the picture of a demo product",
    tag: "Catalogue",
    access: "public",
    idempotency: "none",
    params: { picture: pictureName },
    answers: { 200: { description: "The picture", contentType: "image/svg+xml" } },
    handle: ({ params }) => {
      const drawn = pictureOf(params.picture.slice(0, -".svg".length));
      return drawn === null ? refuse({ code: "not_found" }) : text(200, drawn, HEADERS);
    },
  }),
];
