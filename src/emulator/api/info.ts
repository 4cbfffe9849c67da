import { apiVersions } from "../../../generated/operations.ts";
import type { EmulatedRequest } from "../http/request.ts";
import type { ModelProfile } from "../models/models.ts";

/** The first version names the provider otherwise than those after it; asked for the first, the response has both. */
export function respondToInfo({ name, type, provider }: ModelProfile, { query }: EmulatedRequest): object {
  const first = query.get("api-version") === apiVersions[0];
  return {
    model_name: name,
    model_type: type,
    model_provider_name: provider,
    ...(first && { model_provider: provider }),
  };
}
