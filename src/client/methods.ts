import type { OperationId, OperationTypes } from "../../generated/operations.ts";
import type { BodyHints, CallHints } from "./hints.ts";
import type { BodyRequestOptions, RequestOptions } from "./options.ts";
import type { InferenceStream } from "./stream/stream.ts";

/** The parameters of the contract. A typo is an error; pass other parameters in `extras`. */
type KnownProperties<Body> = { [Member in keyof Body as string extends Member ? never : Member]: Body[Member] };

/**
 * A request body without `stream`, which the method sets.
 *
 * @example
 * const body: RequestBody<"getChatCompletions"> = { messages, max_tokens: 100 };
 * await client.getChatCompletions(body);
 */
export type RequestBody<Id extends OperationId> = Omit<KnownProperties<OperationTypes[Id]["body"]>, "stream">;

/** A method for each operation, by its id. If an operation has no request body, its query parameters are options. */
export type Methods = {
  [Id in keyof OperationTypes]: OperationTypes[Id]["body"] extends undefined
    ? (options?: RequestOptions & OperationTypes[Id]["query"] & CallHints) => Promise<OperationTypes[Id]["response"]>
    : (
        body: RequestBody<Id> & BodyHints,
        options?: BodyRequestOptions & CallHints,
      ) => Promise<OperationTypes[Id]["response"]>;
};

export type StreamedId = { [Id in OperationId]: OperationTypes[Id]["chunk"] extends never ? never : Id }[OperationId];
type StreamName<Id extends string> = Id extends `get${infer Rest}` ? `stream${Rest}` : `stream${Capitalize<Id>}`;

/** For each operation that streams, a method that returns its chunks. */
export type StreamMethods = {
  [Id in StreamedId as StreamName<Id>]: (
    body: RequestBody<Id> & BodyHints,
    options?: BodyRequestOptions & CallHints,
  ) => InferenceStream<OperationTypes[Id]["chunk"], OperationTypes[Id]["response"]>;
};
