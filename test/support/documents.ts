import { readFileSync } from "node:fs";
import type { Document } from "../../codegen/document.ts";
import { everyOperation } from "../../codegen/openapi/every-operation.ts";
import { type Flavour, flavours } from "../../codegen/openapi/flavours.ts";
import { apiVersions } from "../../generated/operations.ts";

export interface Published {
  version: string;
  flavour: Flavour;
  text: string;
  document: Document;
}

/** The documents as they are checked in. */
export const published: readonly Published[] = apiVersions.flatMap((version) =>
  flavours.map((flavour) => {
    const text = readFileSync(`generated/openapi/${version}/openapi-${flavour}.json`, "utf8");
    return { version, flavour, text, document: JSON.parse(text) as Document };
  }),
);

/** A copy of one document, to damage. */
export function copyOf(version: string, flavour: Flavour): Document {
  const found = published.find((one) => one.version === version && one.flavour === flavour);
  if (found === undefined) throw new Error(`no document ${version} ${flavour}`);
  return structuredClone(found.document);
}

/** A document with every operation that some api-version has, which types and validators are made from. */
export const ofEveryOperation = (): Document => everyOperation(apiVersions.map((version) => copyOf(version, "3.1")));

export const newest = apiVersions[apiVersions.length - 1] as string;
