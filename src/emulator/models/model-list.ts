import { checkKey } from "../auth/auth.ts";
import type { Target } from "../endpoints/target.ts";
import type { EmulatedRequest } from "../http/request.ts";
import type { ResolvedEmulatorOptions } from "../options.ts";

/**
 * Responds to `GET /v1/models`, the first request of many chat programs. The contract does not have this operation.
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
