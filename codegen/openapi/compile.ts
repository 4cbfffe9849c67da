import { relative } from "node:path";
import {
  compile,
  type Diagnostic,
  getSourceLocation,
  NodeHost,
  NoTarget,
  navigateProgram,
  type Program,
  resolveCompilerOptions,
  type SourceLocation,
  type Type,
} from "@typespec/compiler";
import { getOpenAPI3 } from "@typespec/openapi3";
import type { Document, Path } from "../document.ts";
import { type Problem, SpecError } from "../problem.ts";

export interface Emission {
  /** One OpenAPI 3.2 document an api-version, oldest first, as TypeSpec emits it. */
  documents: Document[];
  /** `file:line:column` of the source of a position in a document, as far as it is known. */
  locate(document: Document, path: Path): string | undefined;
}

/**
 * TypeSpec -> OpenAPI 3.2, one document an api-version.
 *
 * @param entry - the spec's main file.
 * @throws {SpecError} with file, line and column when the spec does not compile; warnings count.
 */
export async function emitOpenapi(entry: string): Promise<Emission> {
  // tspconfig.yaml names the linter's rules.
  const [options, problems] = await resolveCompilerOptions(NodeHost, { cwd: process.cwd(), entrypoint: entry });
  failOn(problems);
  const program = await compile(NodeHost, entry, { ...options, noEmit: true });
  failOn(program.diagnostics);
  const services = await getOpenAPI3(program, { "openapi-versions": ["3.2.0"], "safeint-strategy": "double-int" });
  failOn(program.diagnostics);
  const documents = services.flatMap((service) =>
    service.versioned
      ? service.versions.map((version) => structuredClone(version.document) as unknown as Document)
      : [],
  );
  if (documents.length === 0) {
    throw new SpecError([
      { rule: "openapi", message: "the spec has no versioned service: put @service and @versioned on its namespace." },
    ]);
  }
  return { documents, locate: (document, path) => locate(program, document, path) };
}

function failOn(diagnostics: readonly Diagnostic[]): void {
  if (diagnostics.length === 0) return;
  throw new SpecError(diagnostics.map(toProblem));
}

function toProblem({ code, message, target }: Diagnostic): Problem {
  if (target === NoTarget) return { rule: code, message };
  return { rule: code, message, source: format(getSourceLocation(target)) };
}

function format(location: SourceLocation | undefined): string | undefined {
  if (location === undefined) return undefined;
  const { line, character } = location.file.getLineAndCharacterOfPosition(location.pos);
  return `${relative(process.cwd(), location.file.path)}:${line + 1}:${character + 1}`;
}

function locate(program: Program, document: Document, [root, ...steps]: Path): string | undefined {
  if (root === "paths") {
    const [route, method] = steps;
    const id = document.paths[String(route)]?.[String(method)]?.operationId;
    return find(program, (type) => type.kind === "Operation" && type.name === id);
  }
  if (root === "components" && steps[0] === "schemas") {
    const [, name, keyword, member] = steps;
    const property =
      keyword === "properties" &&
      find(program, (type) => type.kind === "ModelProperty" && type.name === member && type.model?.name === name);
    return property || find(program, (type) => "name" in type && type.name === name);
  }
  return undefined;
}

function find(program: Program, matches: (type: Type) => boolean): string | undefined {
  let found: Type | undefined;
  const visit = (type: Type): void => {
    if (found === undefined && matches(type)) found = type;
  };
  navigateProgram(program, {
    model: visit,
    modelProperty: visit,
    union: visit,
    enum: visit,
    scalar: visit,
    operation: visit,
  });
  return found && format(getSourceLocation(found));
}
