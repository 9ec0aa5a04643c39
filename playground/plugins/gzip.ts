import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { constants, gzipSync } from "node:zlib";
import type { Plugin } from "vite";

const WORTH_IT = /\.(js|css|html|svg|ttf|json)$/;

/** Writes `name.gz` beside every text asset, so that the server compresses nothing while it serves. */
export function gzip(): Plugin {
  return {
    name: "plangraph-gzip",
    apply: "build",
    writeBundle({ dir }) {
      const assets = join(dir ?? ".", "assets");
      for (const name of readdirSync(assets).filter((file) => WORTH_IT.test(file))) {
        const plain = readFileSync(join(assets, name));
        const packed = gzipSync(plain, { level: constants.Z_BEST_COMPRESSION });
        packed.fill(0, 4, 8); // no time of packing
        packed[9] = 255; // no operating system either: the same bytes wherever it is built
        if (packed.length < plain.length) writeFileSync(join(assets, `${name}.gz`), packed);
      }
    },
  };
}
