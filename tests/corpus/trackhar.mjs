// Runs TrackHAR's process() on a HAR file with the planted values as indicators.
//   node trackhar.mjs FOLDER-WITH-node_modules CORPUS.har INDICATORS.json > RESULTS.json
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [folder, har, indicators] = process.argv.slice(2);
const require = createRequire(pathToFileURL(`${folder}/`));
const { process: processHar } = await import(pathToFileURL(require.resolve("trackhar")));
const results = await processHar(JSON.parse(await readFile(har, "utf-8")), {
  indicatorValues: JSON.parse(await readFile(indicators, "utf-8")),
});
console.log(
  JSON.stringify(results.map((found) => (found ?? []).map(({ adapter, property, context }) => [adapter, property, context]))),
);
