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

/** What a user of the package gets with it, as CycloneDX, from the lockfile; the same package, the same text. */
export async function billOfMaterials(folder: string, signal?: AbortSignal): Promise<string> {
  const flags = ["--sbom-format=cyclonedx", "--package-lock-only"];
  const bom = JSON.parse(await run("npm", ["sbom", ...flags], { cwd: folder, signal })) as Bom;
  // npm's own --omit=dev leaves out what a development tool needs as well, such as commander.
  bom.components = bom.components.filter(
    ({ properties }) => !properties.some(({ name }) => name === "cdx:npm:package:development"),
  );
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
