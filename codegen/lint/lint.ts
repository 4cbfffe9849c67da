import type { Document, Path } from "../document.ts";
import type { Rule } from "./rule.ts";
import { examplesFit, examplesGiven, schemasInExamples } from "./rules-examples.ts";
import {
  failureRanges,
  jsonBeforeStream,
  legalNames,
  namedEvents,
  oneRequestMediaType,
  oneSchemaEach,
  plainParameters,
} from "./rules-operations.ts";
import {
  additionalPropertiesStated,
  boundedPatterns,
  documented,
  knownFormatsOnly,
  noInheritance,
  nullableBesideType,
  openEnumIsString,
  responsesAdmitNull,
  safeIntegersOnly,
  taggedUnions,
  unionsAreNamed,
} from "./rules-schemas.ts";

/** One breach of a rule, and where. */
export interface Finding {
  rule: string;
  path: Path;
  message: string;
}

/** Each rule, named for what it asks. */
export const rules = {
  "nullable-beside-type": nullableBesideType,
  "open-enum-is-string": openEnumIsString,
  "unions-are-named": unionsAreNamed,
  "tagged-unions": taggedUnions,
  "no-inheritance": noInheritance,
  "known-formats": knownFormatsOnly,
  "json-before-stream": jsonBeforeStream,
  "one-schema-each": oneSchemaEach,
  "failure-ranges": failureRanges,
  "one-request-media-type": oneRequestMediaType,
  "additional-properties-stated": additionalPropertiesStated,
  "named-events": namedEvents,
  "safe-integers": safeIntegersOnly,
  "plain-parameters": plainParameters,
  "legal-names": legalNames,
  "responses-admit-null": responsesAdmitNull,
  "bounded-patterns": boundedPatterns,
  documented,
  "examples-given": examplesGiven,
  "examples-fit": examplesFit,
  "schemas-in-examples": schemasInExamples,
} satisfies Record<string, Rule>;

/** Every breach of every rule in one document. */
export function lint(document: Document): Finding[] {
  return Object.entries(rules).flatMap(([rule, check]) =>
    [...check(document)].map(([path, message]) => ({ rule, path, message })),
  );
}
