// Builds every agent of agents.json into ../trafficaudit/agents/NAME.js, with the list itself: `npm run build`. The same sources and lock give the same bytes.
import { build } from "esbuild";
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2] ?? join(here, "..", "trafficaudit", "agents");
const read = async (path) => JSON.parse(await readFile(join(here, path), "utf8"));
const version = async (name) => `${name} ${(await read(join("node_modules", name, "package.json"))).version}`;
const [own, agents] = [await read("package.json"), await read("agents.json")];
const made = [await version("esbuild"), await version("frida-java-bridge"), await version("frida-objc-bridge")].join(", ");

await mkdir(out, { recursive: true });
await copyFile(join(here, "agents.json"), join(out, "agents.json"));
for (const agent of [...agents].sort((a, b) => a.order - b.order)) {
  const entries = [agent.entry].flat();
  const result = await build({
    absWorkingDir: here,
    stdin: { contents: entries.map((entry) => `import "./${entry}";`).join("\n"), resolveDir: here, loader: "ts" },
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    platform: "neutral",
    target: "es2022",
    charset: "ascii",
    mainFields: ["module", "main"],
    legalComments: "none",
    alias: { buffer: "@frida/buffer", "base64-js": "@frida/base64-js", ieee754: "@frida/ieee754" },
  });
  const head = `// ${agent.name}: made by \`make agents\` of frida_scripts/${entries.join(" + frida_scripts/")} (${own.name} ${own.version}) with ${made}; licences: NOTICE.md\n`;
  await writeFile(join(out, `${agent.name}.js`), head + result.outputFiles[0].text);
}
