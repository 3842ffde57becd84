import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

const root = fileURLToPath(new URL('.', import.meta.url));
const outDir = process.env.DUBAN_WEB_OUT ?? fileURLToPath(new URL('../../dist-web', import.meta.url));
const api = process.env.DUBAN_API ?? 'http://127.0.0.1:8080';

export default defineConfig({
  root,
  build: { outDir, emptyOutDir: true, manifest: true, target: 'es2022', chunkSizeWarningLimit: 2_000 },
  server: { proxy: { '/api': api, '/feeds': api, '/open311': api, '/s': api } },
  plugins: [compressed()],
});

/** The api sends what lies ready: nothing is compressed while somebody waits. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    closeBundle() {
      for (const entry of readdirSync(outDir, { recursive: true, withFileTypes: true })) {
        if (entry.isFile() && /[.](js|css|html|svg|json|webmanifest)$/.test(entry.name))
          compress(join(entry.parentPath, entry.name));
      }
    },
  };
}

function compress(file: string): void {
  const content = readFileSync(file);
  if (content.length < 1_024) return;
  writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
  writeFileSync(`${file}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
}
