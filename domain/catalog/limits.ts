/** Products in one import request: what one batch of the database takes at its worst. */
export const UPSERT_MAX = 50;
export const HANDLE_MAX = 100;
export const TITLE_MAX = 200;
export const DESCRIPTION_MAX = 20_000;
export const CATEGORY_DEPTH_MAX = 5;
export const CATEGORY_NAME_MAX = 80;
/** Of a whole path of categories, as it stands in addresses. */
export const CATEGORY_SLUG_MAX = 200;
export const TAGS_MAX = 50;
export const TAG_MAX = 60;
export const OPTIONS_MAX = 3;
export const OPTION_NAME_MAX = 40;
export const OPTION_VALUE_MAX = 80;
export const VARIANTS_MAX = 100;
export const MEDIA_MAX = 20;
export const MEDIA_URL_MAX = 2_000;
export const MEDIA_ALT_MAX = 300;
export const WEIGHT_GRAMS_MAX = 100_000_000;
