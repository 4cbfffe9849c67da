import { inlined } from "../build/inlined.ts";
import { readManifest, run } from "./command.ts";

interface Component {
  name: string;
  "bom-ref": string;
  properties: { name: string }[];
}

interface Bom {
  serialNumber?: string;
  metadata: { timestamp?: string; component: Component };
  components: Component[];
  dependencies: { ref: string; dependsOn: string[] }[];
}

/**
 * The bill of materials of what a user installs, as CycloneDX, from the lockfile. It is reproducible.
 *
 * `npm sbom --omit=dev` would leave out the inlined packages, which are development dependencies of their build.
 */
export async function billOfMaterials(folder: string, signal?: AbortSignal): Promise<string> {
  const flags = ["--sbom-format=cyclonedx", "--package-lock-only"];
  const bom = JSON.parse(await run("npm", ["sbom", ...flags], { cwd: folder, signal })) as Bom;
  const root = bom.metadata.component;
  const direct = bom.dependencies.find(({ ref }) => ref === root["bom-ref"])?.dependsOn ?? [];
  const isInlined = ({ name, "bom-ref": ref }: Component): boolean =>
    direct.includes(ref) && (inlined as readonly string[]).includes(name);
  const isDevelopment = ({ name }: { name: string }): boolean => name === "cdx:npm:package:development";
  for (const component of bom.components.filter(isInlined))
    component.properties = component.properties.filter((property) => !isDevelopment(property));
  bom.components = bom.components.filter(({ properties }) => !properties.some(isDevelopment));
  const refs = new Set([root, ...bom.components].map((component) => component["bom-ref"]));
  bom.dependencies = bom.dependencies
    .filter(({ ref }) => refs.has(ref))
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((one) => refs.has(one)) }));
  // Optional, and different at each run.
  delete bom.serialNumber;
  delete bom.metadata.timestamp;
  // npm takes the name of the folder.
  root.name = (await readManifest(folder)).name;
  return `${JSON.stringify(bom, null, 2)}\n`;
}
