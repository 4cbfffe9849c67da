// Validates documents as swagger-parser does at its defaults: `node swagger-parser.mjs <document> ...`.
import SwaggerParser from "@apidevtools/swagger-parser";

for (const path of process.argv.slice(2)) console.log(JSON.stringify((await SwaggerParser.validate(path)).openapi));
