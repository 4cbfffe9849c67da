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
    super(problems.map(describe).join("\n"));
    this.problems = problems;
  }
}

const describe = ({ rule, message, source, place }: Problem): string =>
  `${source ?? "spec"}: ${rule}: ${message}${place === undefined ? "" : `\n    seen in ${place}`}`;
