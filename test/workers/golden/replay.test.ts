import { describe, expect, test } from "vitest";
import { SUBSCRIBERS } from "../../../queues/subscriptions.ts";
import { CONSUMERS } from "./consumers.ts";
import { RELEASES } from "./files.ts";

describe.each(RELEASES.filter((release) => release !== "ahead"))("fault 66: what release %s published", (release) => {
  test.each(SUBSCRIBERS)("makes of %s what it made of it then", async (subscriber) => {
    const made = `${JSON.stringify(await CONSUMERS[subscriber](release), null, 1)}\n`;
    await expect(made).toMatchFileSnapshot(`../../golden/${release}/made.${subscriber}.gen.json`);
  });
});
