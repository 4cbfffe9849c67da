// Generated from spec/ by codegen/: do not edit. Make it again with `npm run generate`.

/** Why a value does not fit its schema. It never holds the value itself. */
export interface ValidatorError {
  /** The JSON keyword that failed. */
  keyword: string;
  /** The value's place as a JSON pointer. */
  instancePath: string;
  /** What the keyword asks for. */
  params: Record<string, unknown>;
}

/** A type guard that keeps the errors of its last call. */
export interface Validator<Value> {
  (value: unknown): value is Value;
  errors?: ValidatorError[] | null;
}
