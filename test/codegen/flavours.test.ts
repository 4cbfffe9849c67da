import { describe, expect, test } from "vitest";
import { flavours, toFlavour } from "../../codegen/openapi/flavours.ts";
import { fragment, operation, ref } from "./fragment.ts";

describe("toFlavour writes the same contract in the words of each version", () => {
  const item = {
    anyOf: [{ properties: { data: { contentSchema: ref("A") } } }, { properties: { data: { const: "[DONE]" } } }],
  };
  const document = fragment(
    { A: { type: ["object", "null"], properties: { b: { ...ref("B"), description: "w" } } }, B: { type: "string" } },
    { "/a": { post: operation({ "application/json": {}, "text/event-stream": { itemSchema: item } }) } },
  );
  const media = (flavour: (typeof flavours)[number]) =>
    toFlavour(document, flavour).paths["/a"]?.["post"]?.responses["200"]?.content?.["text/event-stream"];

  test("E20, E21: 3.0 says nullable, and nothing next to a reference", () => {
    expect(toFlavour(document, "3.0").components.schemas["A"]).toEqual({
      type: "object",
      nullable: true,
      properties: { b: ref("B") },
    });
    expect(toFlavour(document, "3.0").openapi).toBe("3.0.3");
  });

  test("3.1 lists null among the types, and keeps words next to a reference", () => {
    expect(toFlavour(document, "3.1").components.schemas["A"]).toEqual(document.components.schemas["A"]);
    expect(toFlavour(document, "3.1").openapi).toBe("3.1.1");
  });

  test("E34: before 3.2 a stream is text, and x-itemSchema names its events", () => {
    for (const flavour of ["3.0", "3.1"] as const)
      expect(media(flavour)).toEqual({ schema: { type: "string" }, "x-itemSchema": ref("A") });
    expect(media("3.2")).toEqual({ itemSchema: item });
  });

  test("the document itself is left as it was", () => {
    const before = structuredClone(document);
    for (const flavour of flavours) toFlavour(document, flavour);
    expect(document).toEqual(before);
  });
});
