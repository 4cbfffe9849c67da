// Generated from spec/ by codegen/: do not edit. Make it again with `npm run generate`.

export interface Closed {
    a: string;
    open: Open;
}
export interface Open {
    a: string;
    [key: string]: unknown;
}
/** The contract by path and method, for openapi-fetch and its kin. */
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
/** The models, parameters, headers and responses of the contract by name. */
export interface components {
    schemas: {
        Closed: Closed;
        Open: Open;
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
/** The contract by operation id. */
export interface operations {
    getThing: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Closed;
            };
        };
        responses: {
            /** The request has succeeded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Open;
                };
            };
        };
    };
}
