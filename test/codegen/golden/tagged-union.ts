// Generated from spec/ by codegen/: do not edit. Make it again with `npm run generate`.

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
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Circle: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "circle";
            /** Format: float */
            r: number;
        };
        Shape: components["schemas"]["Circle"] | components["schemas"]["Square"];
        Square: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "square";
            /** Format: float */
            a: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type Circle = components['schemas']['Circle'];
export type Shape = components['schemas']['Shape'];
export type Square = components['schemas']['Square'];
export type $defs = Record<string, never>;
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
                "application/json": {
                    shapes: components["schemas"]["Shape"][];
                };
            };
        };
        responses: {
            /** @description The request has succeeded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Square"];
                };
            };
        };
    };
}
