import type { Target } from "../endpoints/target.ts";
import { checkKey } from "../http/auth.ts";
import type { EmulatedRequest } from "../http/request.ts";
import type { ResolvedEmulatorOptions } from "../options.ts";

/**
 * `GET /v1/models`, with which chat programs begin. It is not an operation of the contract.
 *
 * @returns `undefined` for any other request.
 * @throws {Refusal} 401, 403
 */
export function modelList(
  request: EmulatedRequest,
  target: Target,
  options: ResolvedEmulatorOptions,
): object | undefined {
  const { method, path } = request;
  if (target.flavour !== "openai-v1" || method !== "GET" || !/\/v1\/models$/.test(path)) return undefined;
  checkKey(request, target, options);
  const created = Math.floor(options.now() / 1000);
  const data = options.models.map(({ name, provider }) => ({ id: name, object: "model", created, owned_by: provider }));
  return { object: "list", data };
}
