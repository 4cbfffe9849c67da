import { banner } from "../banner.ts";
import { type Document, operations } from "../document.ts";

/** An OpenAPI 3.1 document -> the first example of each operation as TypeScript source. */
export function exampleTable(document: Document): string {
  const rows = [...operations(document)].map(({ operation: { operationId, requestBody, responses } }) => {
    const [request] = Object.values(requestBody?.content["application/json"]?.examples ?? {});
    const [response] = Object.values(responses["200"]?.content?.["application/json"]?.examples ?? {});
    return `  ${operationId}: ${JSON.stringify({ request: request?.value, response: response?.value }, null, 2)},`;
  });
  return `// ${banner}

import type { OperationId } from "./operations.ts";

/** The first example of each operation, as \`spec/examples\` lists them: a request body, where there is one, and a response. */
export const examples: Readonly<Record<OperationId, { readonly request?: object; readonly response: object }>> = {
${rows.join("\n")}
};
`;
}
