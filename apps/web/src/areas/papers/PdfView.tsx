import { useQuery } from '@tanstack/react-query';
import { getDocument, GlobalWorkerOptions, type PDFDocumentProxy } from 'pdfjs-dist';
// oxlint-disable-next-line import/default -- vite answers with the file's address
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

import { offline, Problem, problemOf } from '../../api/problem';
import { ProblemNote } from '../../design/ProblemNote';
import { Waiting } from '../../design/Waiting';
import { PAPERS } from './queries';

GlobalWorkerOptions.workerSrc = workerUrl;
/** A screen that shows more than this many dots to a millimetre of paper gains nothing. */
const MOST_SCALE = 3;

/** The sheets of a paper, drawn here: our pages may not be framed, and many an office's browser has no reader of its own. */
export function PdfView({ address, version, title }: { address: string; version: string; title: string }) {
  const { t } = useTranslation('papers');
  const { data, error, isPending } = useQuery({
    queryKey: [...PAPERS, 'pdf', address, version],
    queryFn: () => opened(address),
    gcTime: 0,
    retry: false,
    staleTime: Infinity,
  });
  useEffect(() => () => void data?.loadingTask.destroy(), [data]);
  if (isPending) return <Waiting />;
  if (error) return <ProblemNote problem={problemOf(error)} />;
  const sheets = Array.from({ length: data.numPages }, (_, index) => index + 1);
  return (
    <div className="pdf" role="group" aria-label={t('pdf.of', { title, count: data.numPages })} tabIndex={0}>
      {sheets.map((sheet) => (
        <SheetOfPaper key={sheet} pdf={data} sheet={sheet} />
      ))}
    </div>
  );
}

function SheetOfPaper({ pdf, sheet }: { pdf: PDFDocumentProxy; sheet: number }) {
  const { t } = useTranslation('papers');
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const drawn = canvas.current;
    if (!drawn) return undefined;
    let given = false;
    let cancel = () => {};
    void (async () => {
      const page = await pdf.getPage(sheet);
      if (given) return;
      const width = drawn.clientWidth * Math.min(window.devicePixelRatio, MOST_SCALE);
      const viewport = page.getViewport({ scale: width / page.getViewport({ scale: 1 }).width });
      drawn.width = Math.ceil(viewport.width);
      drawn.height = Math.ceil(viewport.height);
      const drawing = page.render({ canvas: drawn, viewport });
      cancel = () => drawing.cancel();
      await drawing.promise;
      drawn.dataset.drawn = 'true';
    })().catch((error: unknown) => {
      if (!given) throw error;
    });
    return () => {
      given = true;
      cancel();
    };
  }, [pdf, sheet]);
  return <canvas ref={canvas} role="img" aria-label={t('pdf.sheet', { sheet })} />;
}

async function opened(address: string): Promise<PDFDocumentProxy> {
  const response = await fetch(address).catch(() => {
    throw offline();
  });
  if (!response.ok) throw Problem.of(await response.json().catch(() => null), response.status);
  return getDocument({ data: await response.arrayBuffer(), isEvalSupported: false }).promise;
}
