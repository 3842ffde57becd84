import type { Paper } from '../paper';
import { renderDocx } from './render';

interface Job {
  id: number;
  paper: Paper;
  pictures: [sha256: string, jpeg: Uint8Array][];
}

// A process of its own: a table of six hundred rows takes seconds to write and to pack, and nobody else waits for it.
process.on('disconnect', () => process.exit());
process.on('message', ({ id, paper, pictures }: Job) => {
  renderDocx(paper, new Map(pictures.map(([sha256, jpeg]) => [sha256, Buffer.from(jpeg)]))).then(
    (docx) => process.send?.({ id, docx }),
    (error: Error) => process.send?.({ id, fault: error.message }),
  );
});
