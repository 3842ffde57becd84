import type { Response } from 'express';
import { XMLBuilder } from 'fast-xml-parser';

export type Format = 'json' | 'xml';

/** Root and element of each answer in XML; in JSON each is an array. */
const ROOTS = {
  services: 'service',
  service_requests: 'request',
  errors: 'error',
} as const;
export type Root = keyof typeof ROOTS;

const builder = new XMLBuilder({ format: false, suppressEmptyNode: true });

/** GeoReport v2 in the form that the address asks for. */
export function answer(response: Response, format: Format, root: Root, items: readonly object[], status = 200): void {
  response.status(status);
  if (format === 'json') return void response.json(items);
  sendXml(response, { [root]: { [ROOTS[root]]: items.map(withoutNulls) } });
}

/** What a report of the service must tell beside the standard's fields: nothing. */
export function answerDefinition(response: Response, format: Format, service_code: string): void {
  if (format === 'json') return void response.json({ service_code, attributes: [] });
  sendXml(response, { service_definition: { service_code, attributes: '' } });
}

function sendXml(response: Response, content: object): void {
  response.type('text/xml').send(`<?xml version="1.0" encoding="utf-8"?>\n${builder.build(content)}`);
}

/** An absent value is an empty element in XML. What XML cannot hold is left out. */
const withoutNulls = (item: object): object =>
  Object.fromEntries(
    Object.entries(item).map(([name, value]) => [
      name,
      // oxlint-disable-next-line no-control-regex -- these are the characters that XML 1.0 forbids
      value === null
        ? ''
        : typeof value === 'string'
          ? value.replace(/[\u0001-\u0008\u000b\u000c\u000e-\u001f]/g, '')
          : value,
    ]),
  );
