import { amountsFaults, duplicateFaults, FAULTS_MAX, type Fault, integerFaults, textFaults } from "../kernel/faults.ts";
import { SKU_MAX } from "../kernel/ids.ts";
import { MINOR_MAX } from "../kernel/money.ts";
import { categoryRows, slugOf } from "./category.ts";
import * as limit from "./limits.ts";
import { type Media, type ProductDraft, TAX_CLASSES, type VariantDraft } from "./types.ts";

const HANDLE = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
/** Visible characters of any script: no space, control, format or unassigned ones. */
const VISIBLE = /^[^\s\p{C}\p{Z}]+$/u;
const CONTROL_BUT_LINES = /[^\P{Cc}\n\r\t]/u;

/** All that keeps a draft from being a product; empty when nothing does. */
export function draftErrors(draft: ProductDraft): Fault[] {
  return [
    ...handleErrors(draft.handle),
    ...textFaults("title", draft.title, limit.TITLE_MAX),
    ...descriptionErrors(draft.description),
    ...(draft.status === "draft" || draft.status === "published" ? [] : [{ path: "status", code: "unknown" }]),
    ...categoryErrors(draft.category),
    ...listErrors("tags", draft.tags, limit.TAGS_MAX, limit.TAG_MAX),
    ...listErrors("options", draft.options, limit.OPTIONS_MAX, limit.OPTION_NAME_MAX),
    ...variantsErrors(draft),
    ...mediaErrors(draft.media),
  ].slice(0, FAULTS_MAX);
}

function handleErrors(handle: string): Fault[] {
  if (handle === "") return [{ path: "handle", code: "required" }];
  if (handle.length > limit.HANDLE_MAX) return [{ path: "handle", code: "too_long" }];
  return HANDLE.test(handle) ? [] : [{ path: "handle", code: "format" }];
}

function descriptionErrors(text: string): Fault[] {
  if (text.length > limit.DESCRIPTION_MAX) return [{ path: "description", code: "too_long" }];
  return text.isWellFormed() && !CONTROL_BUT_LINES.test(text) ? [] : [{ path: "description", code: "control_char" }];
}

function categoryErrors(path: string[]): Fault[] {
  if (path.length > limit.CATEGORY_DEPTH_MAX) return [{ path: "category", code: "too_many" }];
  const slug = categoryRows(path).at(-1)?.slug ?? "";
  if (slug.length > limit.CATEGORY_SLUG_MAX) return [{ path: "category", code: "too_long" }];
  return path.flatMap((name, index) => {
    const errors = textFaults(`category.${index}`, name, limit.CATEGORY_NAME_MAX);
    if (errors.length === 0 && slugOf(name) === "") return [{ path: `category.${index}`, code: "format" }];
    return errors;
  });
}

/** A list of different texts. */
function listErrors(path: string, texts: string[], most: number, longest: number): Fault[] {
  if (texts.length > most) return [{ path, code: "too_many" }];
  const faults = texts.flatMap((text, index) => textFaults(`${path}.${index}`, text, longest));
  return [...faults, ...duplicateFaults(path, texts)];
}

function variantsErrors({ variants, options }: ProductDraft): Fault[] {
  if (variants.length === 0) return [{ path: "variants", code: "required" }];
  if (variants.length > limit.VARIANTS_MAX) return [{ path: "variants", code: "too_many" }];
  const skus = new Set<string>();
  const combinations = new Set<string>();
  return variants.flatMap((variant, index) => {
    const path = `variants.${index}`;
    const combination = JSON.stringify(variant.options);
    const errors = variantErrors(path, variant, options.length);
    if (skus.has(variant.sku)) errors.push({ path: `${path}.sku`, code: "duplicate" });
    if (combinations.has(combination)) errors.push({ path: `${path}.options`, code: "duplicate" });
    skus.add(variant.sku);
    combinations.add(combination);
    return errors;
  });
}

function variantErrors(path: string, variant: VariantDraft, optionCount: number): Fault[] {
  const errors = skuErrors(`${path}.sku`, variant.sku);
  if (variant.options.length !== optionCount) errors.push({ path: `${path}.options`, code: "option_count" });
  for (const [index, value] of variant.options.slice(0, limit.OPTIONS_MAX).entries()) {
    errors.push(...textFaults(`${path}.options.${index}`, value, limit.OPTION_VALUE_MAX));
  }
  if (!TAX_CLASSES.includes(variant.taxClass)) errors.push({ path: `${path}.taxClass`, code: "unknown" });
  errors.push(...integerFaults(`${path}.weightGrams`, variant.weightGrams, 0, limit.WEIGHT_GRAMS_MAX));
  errors.push(...amountsFaults(`${path}.prices`, variant.prices, MINOR_MAX));
  return errors;
}

function skuErrors(path: string, sku: string): Fault[] {
  if (sku === "") return [{ path, code: "required" }];
  if (sku.length > SKU_MAX) return [{ path, code: "too_long" }];
  return VISIBLE.test(sku) ? [] : [{ path, code: "format" }];
}

function mediaErrors(media: Media[]): Fault[] {
  if (media.length > limit.MEDIA_MAX) return [{ path: "media", code: "too_many" }];
  return media.flatMap(({ url, alt }, index) => {
    const path = `media.${index}`;
    const errors = alt === "" ? [] : textFaults(`${path}.alt`, alt, limit.MEDIA_ALT_MAX);
    if (url.length > limit.MEDIA_URL_MAX) errors.push({ path: `${path}.url`, code: "too_long" });
    else if (!isPictureUrl(url)) errors.push({ path: `${path}.url`, code: "format" });
    return errors;
  });
}

/** Our own path or an https address: nothing a page could be made to run, and no host by way of "//". */
function isPictureUrl(url: string): boolean {
  if (!VISIBLE.test(url) || url.includes("\\")) return false;
  return url.startsWith("/") ? !url.startsWith("//") : url.startsWith("https://") && URL.canParse(url);
}
