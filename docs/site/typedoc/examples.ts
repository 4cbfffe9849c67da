import { readFile } from "node:fs/promises";
import {
  type Application,
  CommentTag,
  Converter,
  type DeclarationReflection,
  ReflectionKind,
  type SignatureReflection,
} from "typedoc";
import type { Document, Json } from "../../../codegen/document.ts";
import { exampleValues } from "../../../codegen/openapi/example-values.ts";
import { apiVersions } from "../../../generated/operations.ts";
import { type CodeBlock, codeBlocks, importsOf } from "../code-blocks.ts";

/** A plugin of TypeDoc: gives each export an example, and refuses an export without one. */
export async function load({ converter, logger }: Application): Promise<void> {
  const newest = `generated/openapi/${apiVersions.at(-1)}/openapi-3.1.json`;
  const values = exampleValues(JSON.parse(await readFile(newest, "utf8")) as Document);
  const blocks = (await codeBlocks()).sort((a, b) => a.code.length - b.code.length);
  converter.on(Converter.EVENT_RESOLVE_END, ({ project }) => {
    for (const module of project.children ?? [])
      for (const declaration of module.children ?? []) {
        if (declaration.kindOf(ReflectionKind.Reference) || commented(declaration).some(hasExample)) continue;
        const example = find(declaration, module.name, values, blocks);
        if (example === undefined) logger.error(`${declaration.getFullName()} has no @example`);
        else
          for (const { comment } of commented(declaration))
            comment?.blockTags.push(new CommentTag("@example", [{ kind: "code", text: example }]));
      }
  });
}

/** A function has its comments in its signatures. */
const commented = (declaration: DeclarationReflection): (DeclarationReflection | SignatureReflection)[] =>
  declaration.kindOf(ReflectionKind.Function) ? (declaration.signatures ?? []) : [declaration];

const hasExample = ({ comment }: DeclarationReflection | SignatureReflection): boolean =>
  comment?.getTag("@example") !== undefined;

/** A model of the spec: a value from the spec's examples. Anything else: the shortest block of the docs that imports it. */
function find(
  { name }: DeclarationReflection,
  module: string,
  values: ReadonlyMap<string, Json>,
  blocks: readonly CodeBlock[],
): string | undefined {
  const value = values.get(name);
  if (value !== undefined) return `\`\`\`json\n${JSON.stringify(value, null, 2)}\n\`\`\``;
  const block = blocks.find((block) => importsOf(block, module).includes(name));
  return block && `\`\`\`ts\n${block.code}\`\`\``;
}
