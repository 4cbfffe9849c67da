/** Something wrong with the spec: where, what, and what to do. */
export interface Problem {
  /** The compiler's code, the lint rule or the pipeline step that found it. */
  rule: string;
  message: string;
  /** `file:line:column` in `spec/`, where it is known. */
  source?: string | undefined;
  /** `<api-version> <flavour>#<JSON pointer>`, where it was found in a document. */
  place?: string | undefined;
}

/** Thrown when the spec cannot be generated from; nothing has been written. */
export class SpecError extends Error {
  override readonly name = "SpecError";
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(lines(problems).join("\n"));
    this.problems = problems;
  }
}

/** A mistake shows in every document that it reaches: it is reported once. */
function lines(problems: readonly Problem[]): string[] {
  const places = new Map<string, string[]>();
  for (const { rule, message, source, place } of problems) {
    const line = `${source ?? "spec"}: ${rule}: ${message}`;
    places.set(line, [...(places.get(line) ?? []), ...(place === undefined ? [] : [place])]);
  }
  return [...places].map(([line, [first, ...others]]) => {
    if (first === undefined) return line;
    return `${line}\n    seen in ${first}${others.length === 0 ? "" : ` and ${others.length} more`}`;
  });
}
