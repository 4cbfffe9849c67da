import { stringify } from "yaml";
import { banner } from "../banner.ts";
import type { Document } from "../document.ts";

/** A document as YAML that readers of YAML 1.1 and of 1.2 read alike: `2025-04-01` and `no` stay texts. */
export const yaml = (document: Document): string =>
  `# ${banner}\n${stringify(document, { version: "1.1", lineWidth: 0, aliasDuplicateObjects: false })}`;
