import { inlined } from "../inlined.ts";
import { run } from "./command.ts";
import { readManifest } from "./manifest.ts";

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

const marksDevelopment = ({ name }: { name: string }): boolean => name === "cdx:npm:package:development";
const isInlined = (name: string): boolean => (inlined as readonly string[]).includes(name);

/** What a user of the package gets with it, as CycloneDX, from the lockfile; the same package, the same text. */
export async function billOfMaterials(folder: string, signal?: AbortSignal): Promise<string> {
  const flags = ["--sbom-format=cyclonedx", "--package-lock-only"];
  const bom = JSON.parse(await run("npm", ["sbom", ...flags], { cwd: folder, signal })) as Bom;
  // What is in the package's own code is needed to build it, and so stands there as a development dependency.
  const direct = bom.dependencies.find(({ ref }) => ref === bom.metadata.component["bom-ref"])?.dependsOn ?? [];
  for (const component of bom.components) {
    if (direct.includes(component["bom-ref"]) && isInlined(component.name))
      component.properties = component.properties.filter((property) => !marksDevelopment(property));
  }
  // npm's own --omit=dev leaves out what a development tool needs as well.
  bom.components = bom.components.filter(({ properties }) => !properties.some(marksDevelopment));
  const kept = new Set([bom.metadata.component, ...bom.components].map((component) => component["bom-ref"]));
  bom.dependencies = bom.dependencies
    .filter(({ ref }) => kept.has(ref))
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((one) => kept.has(one)) }));
  // Both are optional, and new each time.
  delete bom.serialNumber;
  delete bom.metadata.timestamp;
  // npm names the package for its folder.
  bom.metadata.component.name = (await readManifest(folder)).name;
  return `${JSON.stringify(bom, null, 2)}\n`;
}
