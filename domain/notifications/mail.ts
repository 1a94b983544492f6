import { htmlOf } from "./html.ts";
import { type Letter, type Mail, oneLine, type Sender } from "./letter.ts";
import { textOf } from "./text.ts";
import type { Language } from "./words.ts";

/** Of a subject, in characters: what most mail programs show of one, generously. */
const SUBJECT_MAX = 200;

/** A letter as it is sent: the same words as text and as HTML. */
export function mailOf(letter: Letter, language: Language, sender: Sender): Mail {
  return {
    subject: oneLine(letter.subject).slice(0, SUBJECT_MAX),
    text: textOf(letter, sender),
    html: htmlOf(letter, language, sender),
  };
}
