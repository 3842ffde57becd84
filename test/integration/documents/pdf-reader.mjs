// pdfjs is ESM only, which Jest on Node 20 cannot load: it reads in a process of its own.
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

process.on('disconnect', () => process.exit());
process.on('message', ({ id, bytes }) => {
  read(new Uint8Array(bytes)).then(
    (read) => process.send({ id, read }),
    (error) => process.send({ id, fault: String(error) }),
  );
});

async function read(data) {
  const document = await getDocument({ data, verbosity: 0 }).promise;
  const texts = [];
  for (let number = 1; number <= document.numPages; number++) {
    const { items } = await (await document.getPage(number)).getTextContent();
    texts.push(items.map((item) => item.str ?? '').join(''));
  }
  const [, , width, height] = (await document.getPage(1)).view;
  const { info } = await document.getMetadata();
  return { pages: document.numPages, size: [width, height], text: texts.join('\n'), info: JSON.stringify(info) };
}
