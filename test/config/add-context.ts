// A process of its own that adds contexts to the config in a folder: `node add-context.ts FOLDER NAME…`.
import process from 'node:process';
import { configFile } from '../../src/config/config-file.ts';
import { newContext } from '../../src/config/context.ts';

const [path = '', ...names] = process.argv.slice(2);
const file = configFile(
  { path, own: false },
  { platform: process.platform, pid: process.pid, isAlive: () => true, now: Date.now },
);
for (const name of names) {
  await file.change((draft) => {
    draft.put(newContext(name, `https://${name}.example.org`));
    draft.use(name);
  });
}
