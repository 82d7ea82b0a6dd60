import { buildAll } from "./index.ts";

console.log(JSON.stringify(await buildAll({ onProgress: (line) => console.log(line) }), undefined, 2));
