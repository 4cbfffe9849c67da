// Generated from spec/ by codegen/: do not edit. Make it again with `npm run generate`.

export interface Item {
    b: string;
}
export interface Part {
    /** Format: int32 */
    a: number;
}
export interface Thing {
    text: string | null;
    part?: Part | null;
    list?: Item[] | null;
}
/**
 * The contract by path and method, for openapi-fetch and its kin.
 *
 * @example
 * const { GET, POST } = createFetchClient<paths>({ baseUrl: endpoint });
 */
export interface paths {
    "/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["getThing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
/**
 * The models, parameters, headers and responses of the contract by name.
 *
 * @example
 * type Message = components["schemas"]["ChatRequestMessage"];
 */
export interface components {
    schemas: {
        Item: Item;
        Part: Part | null;
        Thing: Thing;
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
/**
 * The contract by operation id.
 *
 * @example
 * type Failure = operations["getChatCompletions"]["responses"]["4XX"]["content"]["application/json"];
 */
export interface operations {
    getThing: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** The request has succeeded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Thing;
                };
            };
        };
    };
}
